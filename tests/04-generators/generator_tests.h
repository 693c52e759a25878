/*
 * What the tests of generators are played with: steps whose outcome is told in words, and some bodies.
 */
#ifndef GENERATOR_TESTS_H
#define GENERATOR_TESTS_H

#include "exercise.h"
#include "generators.h"

/*
 * One step, told in words: "gives 3", "ends", "ends with 3" if its result is not zero, or "raises EIO".
 * The text lives until the next call.
 */
const char *next(struct generator *self);
const char *sent(struct generator *self, long long value);
const char *thrown(struct generator *self, int error);

/*
 * Between these two the steps above are the tests' own: what is tested is only the body, and nobody
 * reads of exercise 4.4 in the report of one before it.
 */
void step_by_hand(void);
void step_for_real(void);

/* All values up to the end, at most LIMIT, and then how it ended: "1 2 3 ends". */
const char *steps(struct generator *self, int limit);

/*
 * Runs MISTAKE in a process of its own, which has to be stopped by abort(): that is RULE. Answers the
 * line that it wrote to standard error.
 */
const char *stopped(void (*mistake)(void), const char *rule);

/* Counts from FIRST to LAST, and writes an "x" into the journal when its body ends. */
struct count {
    struct generator generator;
    int first, last;
};
void count(struct generator *self);

/* Gives 0, 1, 2, and so on, and writes down what it is sent: "(7)". It ends when it is sent a 0. */
struct listener {
    struct generator generator;
    int heard;
    int times;
};
void listener(struct generator *self);

/* Gives 1, then 2; an error thrown in at the 1 is caught, and given in place of the 2. */
struct catcher {
    struct generator generator;
    int caught;
};
void catcher(struct generator *self);

#define COUNT(from, to)                                                                            \
    (struct count)                                                                                 \
    {                                                                                              \
        .generator.body = count, .first = (from), .last = (to)                                     \
    }
#define LISTENER                                                                                   \
    (struct listener)                                                                              \
    {                                                                                              \
        .generator.body = listener                                                                 \
    }
#define CATCHER                                                                                    \
    (struct catcher)                                                                               \
    {                                                                                              \
        .generator.body = catcher                                                                  \
    }
#define PLAIN(its_body)                                                                            \
    (struct generator)                                                                             \
    {                                                                                              \
        .body = (its_body)                                                                         \
    }

void add_yield(Suite *suite);      /* check_yield.c: 4.2 */
void add_yield_from(Suite *suite); /* check_yield_from.c: 4.5 */
void add_close(Suite *suite);      /* check_close.c: 4.6 */

#endif
