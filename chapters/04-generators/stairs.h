/**
 * @file stairs.h
 * @brief Chapter 4: up the stairs and down again, twice: as states by hand, and as a generator.
 *
 * For `top` = 3 both give 1 2 3 2 1. In Python:
 *
 *     def stairs(top):
 *         for step in range(1, top + 1):
 *             yield step
 *         for step in range(top - 1, 0, -1):
 *             yield step
 *         return 2 * top - 1          # how many it gave
 *
 * This is practice, and not a part of the library.
 */
#ifndef STAIRS_H
#define STAIRS_H

#include "generators.h"

/**
 * @brief What stairs_by_hand() has to remember between two calls. Give `top`; the rest is zero at
 * the start. Owned by whoever declares it.
 */
struct stairs_by_hand {
    int top;  /**< The highest step; none at all if it is not positive. */
    int at;   /**< Where to go on: 0 at the start; what the other numbers mean is up to you. */
    int step; /**< Where it stands on the stairs. */
};

/**
 * @brief Stores the next step in @p step.
 *
 * @return true if there was one; false after the last, then and for ever: @p step is untouched.
 */
bool stairs_by_hand(struct stairs_by_hand *self, int *step);

/* [stairs] */
/** @brief The same as a generator: `struct stairs s = {.generator.body = stairs, .top = 3};`. */
struct stairs {
    struct generator generator;
    int top;   /**< The highest step; none at all if it is not positive. */
    int step;  /**< Where it stands on the stairs. */
    int given; /**< How many steps it has given. */
};
/* [stairs] */

/** @brief The body of a struct stairs. Its result is how many steps it gave. */
void stairs(struct generator *self);

#endif
