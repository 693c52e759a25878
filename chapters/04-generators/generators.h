/**
 * @file generators.h
 * @brief Chapter 4: a generator gives one value after another, and keeps its place in between.
 *
 *     struct countdown { struct generator generator; int from; };
 *
 *     static void countdown(struct generator *self)
 *     {
 *         struct countdown *my = (struct countdown *)self;
 *
 *         generator (self) {
 *             while (my->from > 0)
 *                 yield(my->from--);
 *         }
 *     }
 *
 * Mirrors Python's generators (PEP 255, 342 and 380).
 */
#ifndef GENERATORS_H
#define GENERATORS_H

#include <errno.h>
#include <stddef.h>

#include "frame.h"
#include "value.h"

/** @brief What a step answers when the body has ended well. No errno value is negative. */
#define GENERATOR_ENDED (-1)

/**
 * @brief A generator: a body, its place in it, and the value that passes in or out.
 *
 * Put it first in a struct that has the arguments and every local that must survive a yield. Owned
 * by whoever declares it; nothing is allocated, so there is nothing to free. All zero but for `body`
 * is a generator that has not started.
 */
struct generator {
    void (*body)(struct generator *self); /**< Begins with `generator (self) {`. */
    struct frame frame;                   /**< Where the body goes on. */
    int raised;                           /**< The errno value that is thrown in; 0: none. */
    union value value;                    /**< Yielded out, or sent in. */
    union value result;                   /**< What generator_return() gave; zero without one. */
};

/** @brief Begins the body of a generator: `generator (self) { ... }`. */
#define generator(self) FRAME_BODY(&(self)->frame, inside_generator)

/**
 * @brief Ends the generator; @p its_result is its result. `finally` runs.
 *
 * Mirrors `return result` in a generator.
 */
#define generator_return(its_result)                                                               \
    do {                                                                                           \
        generator_of(inside_generator)->result = value_of(its_result);                             \
        if (frame_ends(frame_self))                                                                \
            goto frame_again;                                                                      \
    } while (0)

/**
 * @brief Ends the generator with @p its_error, an errno value. `finally` runs. What can't be one,
 * 0 or less or above 32767, becomes EPROTO.
 *
 * Mirrors `raise`.
 */
#define generator_raise(its_error)                                                                 \
    do {                                                                                           \
        if (frame_fails(frame_self, its_error))                                                    \
            goto frame_again;                                                                      \
    } while (0)

/** @brief The generator around a frame. */
static inline struct generator *generator_of(struct frame *frame)
{
    return (struct generator *)((char *)frame - offsetof(struct generator, frame));
}

/**
 * @brief Runs the body up to its next yield, whose value is then in `self->value`.
 *
 * Mirrors `next(generator)`.
 *
 * @return as generator_send().
 */
int generator_next(struct generator *self);

/**
 * @brief As generator_next(); the yield at which the body stands gives @p sent to the body.
 *
 * Mirrors `generator.send(value)`. @p sent is anything that value_of() takes.
 *
 * @return 0: it yielded, see `self->value`. GENERATOR_ENDED: the body has ended (now or earlier);
 *         `self->value` is its result the first time, and zero after that. Positive: the errno value
 *         that left the body; `self->value` means nothing then. EINVAL: it has not started, so nothing
 *         waits for a value. EBUSY: it is running right now. After these two nothing has changed.
 */
#define generator_send(self, sent) generator_send_value(self, value_of(sent))

/** @brief What generator_send() calls. */
int generator_send_value(struct generator *self, union value sent);

/**
 * @brief Raises @p error inside the body, at the yield at which it stands.
 *
 * A body that has not started ends with it at once, and a body that has ended raises it again.
 *
 * Mirrors `generator.throw()`.
 *
 * @return as generator_send(); EINVAL if @p error is not positive.
 */
int generator_throw(struct generator *self, int error);

/**
 * @brief Ends the generator where it stands: raises ECANCELED inside, so that `finally` runs.
 *
 * Closing one that never started, or has ended, runs nothing.
 *
 * Mirrors `generator.close()`; ECANCELED is its GeneratorExit.
 *
 * @return 0 if it ended; EBUSY if it is running right now; EPROTO if it yielded again in place of
 *         ending; or another error that left the body.
 */
int generator_close(struct generator *self);

/**
 * @brief One step of the delegation to @p inner: passes on what was sent or thrown in.
 *
 * @return true if @p inner yielded and @p self must yield that too; false if @p inner has ended: its
 *         result is in `self->value`, or its error in `self->raised`.
 */
bool generator_delegates(struct generator *self, struct generator *inner);

/**
 * @brief If an error was thrown in, takes it and lets the body end with it.
 *
 * @return true if there was one.
 */
static inline bool generator_raised(struct frame *frame)
{
    struct generator *self = generator_of(frame);
    int error = self->raised;

    self->raised = 0;
    return error != 0 && frame_fails(frame, error);
}

#include <yield.h> /* not "yield.h": the tests have a copy, in which open exercises are filled in */

/** @brief Picks the macro for two arguments or for one. */
#define GENERATOR_PICK(a, b, macro, ...) macro

/**
 * @brief `yield(x)` gives @p x to whoever asked for the next value, and waits to be asked again.
 * `yield(lvalue, x)` also stores what was sent in, as Python's `lvalue = yield x`.
 *
 * An error that is thrown in here ends the body; to catch it, see yield_catch(). One yield a line.
 */
#define yield(...) GENERATOR_PICK(__VA_ARGS__, YIELD_2, YIELD_1, 0)(__VA_ARGS__)

/** @brief What yield() is with one argument. */
#define YIELD_1(x)                                                                                 \
    do {                                                                                           \
        YIELD_VALUE(value_of(x));                                                                  \
        if (generator_raised(inside_generator))                                                    \
            goto frame_again;                                                                      \
    } while (0)

/** @brief What yield() is with two arguments. */
#define YIELD_2(lvalue, x)                                                                         \
    do {                                                                                           \
        YIELD_1(x);                                                                                \
        value_into(lvalue, generator_of(inside_generator)->value);                                 \
    } while (0)

/**
 * @brief As `yield(x)`; an error that is thrown in is stored in @p caught (0: none came), and the
 * body goes on.
 *
 * Mirrors `try: yield x / except Exception as caught:`.
 */
#define yield_catch(caught, x)                                                                     \
    do {                                                                                           \
        YIELD_VALUE(value_of(x));                                                                  \
        (caught) = generator_of(inside_generator)->raised;                                         \
        generator_of(inside_generator)->raised = 0;                                                \
    } while (0)

/**
 * @brief `yield_from(inner)` gives every value of the generator @p inner, a `struct generator *`,
 * and passes on to it what is sent or thrown in, until it has ended. `yield_from(lvalue, inner)`
 * also stores its result. @p inner is evaluated in each step: say `my->inner`, not `next_of(my)`.
 *
 * Every step enters the chain at its outermost body and goes down to the innermost, so a step costs
 * in proportion to the depth. Chapter 5 does better.
 *
 * Mirrors `yield from`.
 */
#define yield_from(...) GENERATOR_PICK(__VA_ARGS__, YIELD_FROM_2, YIELD_FROM_1, 0)(__VA_ARGS__)

/** @brief What yield_from() is with one argument. The first step sends nothing. */
#define YIELD_FROM_1(inner)                                                                        \
    do {                                                                                           \
        generator_of(inside_generator)->value = value_of(0);                                       \
        YIELD_FROM(inner);                                                                         \
        if (generator_raised(inside_generator))                                                    \
            goto frame_again;                                                                      \
    } while (0)

/** @brief What yield_from() is with two arguments. */
#define YIELD_FROM_2(lvalue, inner)                                                                \
    do {                                                                                           \
        YIELD_FROM_1(inner);                                                                       \
        value_into(lvalue, generator_of(inside_generator)->value);                                 \
    } while (0)

#endif
