/**
 * @file yield.h
 * @brief Chapter 4: the macros that leave a generator's body and enter it again there.
 *
 * Included by generators.h, which explains what they are for. A macro with a `case` in it may stand
 * in any loop of the body, but not in a `switch` of the body's own, and only once on a line.
 */
#ifndef YIELD_H
#define YIELD_H
#ifndef SOLUTION
#include "todo.h"
#endif

/**
 * @brief Leaves the body with @p out in the generator's `value`, to go on here at the next step.
 *
 * Exercise 4.2: put @p out, a union value, into the generator's `value` and the number of the line into
 * the frame's `at`, and return. Behind the return stands the case for that line; there the frame counts as
 * entered again: frame_entered(). The frame is `frame_self`, and the generator is
 * generator_of(inside_generator).
 */
#ifdef SOLUTION
#define YIELD_VALUE(out)                                                                           \
    generator_of(inside_generator)->value = (out);                                                 \
    frame_self->at = __LINE__;                                                                     \
    return;                                                                                        \
    case __LINE__:                                                                                 \
        frame_entered(frame_self)
#else
#define YIELD_VALUE(out) TODO("4.2", inside_generator, value_from_pointer, out)
#endif

/**
 * @brief Gives all that the generator @p inner gives.
 *
 * Exercise 4.5: as long as generator_delegates(generator_of(inside_generator), inner) answers true,
 * leave the body as above, and come back for the next step. The value is in its place already.
 */
#ifdef SOLUTION
#define YIELD_FROM(inner)                                                                          \
    while (generator_delegates(generator_of(inside_generator), inner)) {                           \
        frame_self->at = __LINE__;                                                                 \
        return;                                                                                    \
    case __LINE__:                                                                                 \
        frame_entered(frame_self);                                                                 \
    }
#else
#define YIELD_FROM(inner) TODO("4.5", inside_generator, inner)
#endif

#endif
