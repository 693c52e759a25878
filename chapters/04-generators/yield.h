/**
 * @file yield.h
 * @brief Chapter 4: the macros that leave a generator's body and enter it again there.
 *
 * Included by generators.h, which explains what they are for. A macro with a `case` in it may stand
 * in any loop of the body, but not in a `switch` of the body's own, and only once on a line.
 */
#ifndef YIELD_H
#define YIELD_H
#include "todo.h"

/*
 * Exercise 4.3: leave the body with OUT in the generator's `value`, and go on here at the next step.
 * Remember the line in `at` and return; the case for that line stands behind the return. There the
 * frame counts as entered again; then, if the step brought an error in, the body ends with it.
 */
#define YIELD_VALUE(out) TODO("4.3", inside_generator, value_from_pointer, out)

/*
 * Exercise 4.5: as long as generator_delegates(generator_of(inside_generator), INNER) answers true,
 * leave the body as above and come back for the next step.
 */
#define YIELD_FROM(inner) TODO("4.5", inside_generator, inner);

#endif
