/**
 * @file gather.h
 * @brief Chapter 8: run many at once and wait for all of them; and keep one from being cancelled.
 *
 *     char *pages[2];                                          (in the coroutine's struct)
 *
 *     await(asyncio_gather(my->pages, coro(fetch, .url = a), coro(fetch, .url = b)));
 *
 * Mirrors `asyncio.gather()` and `asyncio.shield()` (asyncio/tasks.py).
 */
#ifndef GATHER_H
#define GATHER_H

#include "awaitable.h"

/** @brief The type of the elements of a results array. */
enum results_type {
    RESULTS_VALUE,     /**< union value. */
    RESULTS_POINTER,   /**< Any pointer. */
    RESULTS_DOUBLE,    /**< double. */
    RESULTS_BOOL,      /**< bool. */
    RESULTS_INT,       /**< int, unsigned. */
    RESULTS_LONG,      /**< long, unsigned long. */
    RESULTS_LONG_LONG, /**< long long, unsigned long long. */
};

/** @brief Where results go: an array of the caller's, or none. */
struct results {
    void *array;            /**< Its first element; NULL: results are not wanted. */
    enum results_type type; /**< What its elements are. */
};

/**
 * @brief The array @p its_array as a struct results. Its elements are int, long, long long (signed
 * or not), bool, double, union value, or pointers; NULL is fine. Elements of another size are an
 * error: of a char array, say, or of a coroutine, where the array was forgotten.
 */
#define results_of(its_array)                                                                      \
    ((struct results){                                                                             \
        (its_array),                                                                               \
        (enum results_type)(RESULTS_TYPE(its_array) *                                              \
                            sizeof(char[RESULTS_TYPE(its_array) != RESULTS_POINTER ||              \
                                                RESULTS_ELEMENT_SIZE(its_array) == sizeof(void *)  \
                                            ? 1                                                    \
                                            : -1]))})

/** @brief The type of the elements of @p its_array; what is not known by name is a pointer. */
#define RESULTS_TYPE(its_array)                                                                    \
    _Generic((its_array), union value *                                                            \
             : RESULTS_VALUE, double *                                                             \
             : RESULTS_DOUBLE, _Bool *                                                             \
             : RESULTS_BOOL, int *                                                                 \
             : RESULTS_INT, unsigned *                                                             \
             : RESULTS_INT, long *                                                                 \
             : RESULTS_LONG, unsigned long *                                                       \
             : RESULTS_LONG, long long *                                                           \
             : RESULTS_LONG_LONG, unsigned long long *                                             \
             : RESULTS_LONG_LONG, default                                                          \
             : RESULTS_POINTER)

/** @brief The size of the elements of @p its_array. NULL has none, and is let pass. */
#define RESULTS_ELEMENT_SIZE(its_array)                                                            \
    sizeof(*_Generic((its_array), void * : (void **)NULL, default : (its_array)))

/** @brief Stores @p value as element @p index of @p results. */
void results_store(struct results results, size_t index, union value value);

/**
 * @brief The future of many: done when all of them are, or when the first of them fails.
 *
 * asyncio_gather() has one in its frame. Declare your own, in a coroutine's struct, to hold it
 * while it is pending: its `future` can be awaited, more than once, and cancelled. Cancelling it
 * asks every child that is not done to cancel, in order, and answers if any agreed. It is not done
 * by that: it ends as always, with the first child that fails, with ECANCELED most often, or with
 * the last; then with ECANCELED, too. Its own result is 0.
 *
 * It owns the coroutines passed in, and the tasks that it makes of them. gather_release() lets go
 * of them: tasks that still run go on, and free themselves when they are done. Tasks and futures
 * that are passed in stay their owner's, who keeps them alive until then. The struct must not be
 * moved after gather_start().
 *
 * Mirrors the future that `asyncio.gather()` returns.
 */
struct gather {
    struct future future;     /**< Done one iteration after the last child, or the first error. */
    struct children children; /**< What it waits for. */
    struct results results;   /**< Where results go, in the order of the arguments. */
    int *errors;              /**< Where errors go; NULL: the first one is raised. */
    size_t left;              /**< How many children have not reported yet. */
    bool cancel_requested;    /**< It was cancelled, and some child agreed. */
};

/**
 * @brief A coroutine that runs its arguments at once and waits for all of them.
 *
 * `asyncio_gather(results, a, b, ...)`: up to 16 coroutines, tasks and futures in any mixture. The
 * result of the first goes to results[0], and so on; see results_of(). Nothing is stored unless all
 * of them ended well. Coroutines become tasks, which take their first steps in the order of the
 * arguments. The same argument twice is run once.
 *
 * The first error is raised at once. The others are not cancelled: they go on, and errors of theirs
 * count as looked at. One that was cancelled by somebody else is such an error, ECANCELED. If the
 * awaiting task is cancelled, all of them are, and ECANCELED is raised when the first of them has
 * ended with it, or all have ended.
 *
 * Unlike Python's it begins when it is awaited, not when it is called: see struct gather.
 *
 * Mirrors `asyncio.gather()`.
 *
 * @return the coroutine, or NULL if there is no memory, also for one of the arguments; the
 *         coroutines are freed then. Raises EINVAL if a task or a future is of another loop, EALREADY
 *         if a coroutine has begun.
 */
#define asyncio_gather(...)                                                                        \
    asyncio_gather_array(results_of(GATHER_FIRST(__VA_ARGS__, 0)), NULL, GATHER_CHOICE(__VA_ARGS__))

/**
 * @brief As asyncio_gather(), but waits for all, whatever comes of them.
 *
 * `asyncio_gather_return_exceptions(results, errors, a, b, ...)`: errors[i], an int, is 0 and
 * results[i] the result; or it is the error, ECANCELED if that one was cancelled, and results[i] is
 * as it was. It raises nothing, except ECANCELED if the awaiting task was cancelled: then, too, all
 * have ended, and what came of them stands in the arrays.
 *
 * Mirrors `asyncio.gather(..., return_exceptions=True)`.
 */
#define asyncio_gather_return_exceptions(results, ...)                                             \
    asyncio_gather_array(results_of(results), GATHER_FIRST(__VA_ARGS__, 0),                        \
                         GATHER_CHOICE(__VA_ARGS__))

/**
 * @brief As asyncio_gather(), for @p count awaitables in an array, which is copied.
 *
 * `asyncio_gather_array(results_of(my->pages), NULL, awaitables, count)`. If @p errors is not NULL,
 * it is as asyncio_gather_return_exceptions().
 *
 * Mirrors `asyncio.gather(*awaitables)`.
 */
struct coro *asyncio_gather_array(struct results results, int *errors,
                                  const struct awaitable *awaitables, size_t count);

/**
 * @brief Begins @p gather at once: `gather_start(&my->gather, results_of(my->pages), NULL,
 * AWAITABLES(a, b))`. The arguments are those of asyncio_gather_array().
 *
 * Its loop is the one that is running; if none is, that of the first task or future.
 *
 * @return 0; ENOMEM; or EINVAL if there is no loop, or a child is of another: then nothing has begun,
 *         the coroutines are freed, and there is nothing to release.
 */
int gather_start(struct gather *gather, struct results results, int *errors,
                 const struct awaitable *awaitables, size_t count);

/** @brief Ends the use of @p gather; see there. All zero is fine. Nobody may be waiting for it. */
void gather_release(struct gather *gather);

/**
 * @brief A future that follows another one, but keeps from it a request to cancel.
 *
 * asyncio_shield() has one in its frame; declare your own to hold it. Its `future` gets the inner
 * one's result, error or cancellation, one iteration later. Cancelled itself, it lets go of the
 * inner one.
 *
 * A task that it makes of a coroutine belongs to nobody after shield_release(): it goes on, frees
 * itself when it is done, and an error that nobody has read is reported then. To read it, make the
 * task yourself. A task or a future passed in stays its owner's, as always.
 *
 * Mirrors the future that `asyncio.shield()` returns.
 */
struct shield {
    struct future future;     /**< The outer side. */
    struct awaitable inner;   /**< What is shielded. */
    struct handle inner_done; /**< In the inner's ring: passes its end on. */
    struct handle outer_done; /**< In the outer's ring: lets go of the inner. */
};

/**
 * @brief A coroutine that waits for @p x, a coroutine, a task or a future, and gives its result or
 * error; if the awaiting task is cancelled, @p x goes on. If @p x is cancelled by somebody else, so
 * is this.
 *
 * Mirrors `asyncio.shield()`; unlike Python's it begins when it is awaited.
 *
 * @return the coroutine, or NULL if there is no memory. Raises ENOMEM or EINVAL (of another loop).
 */
#define asyncio_shield(x) asyncio_shield_awaitable(awaitable_of(x))

/** @brief What asyncio_shield() calls. */
struct coro *asyncio_shield_awaitable(struct awaitable inner);

/**
 * @brief Begins @p shield at once: `shield_start(&my->shield, awaitable_of(x))`. If that is done,
 * so is the shield.
 *
 * @return 0; ENOMEM; EINVAL: then there is nothing to release.
 */
int shield_start(struct shield *shield, struct awaitable inner);

/** @brief Ends the use of @p shield; see there. All zero is fine. Nobody may be waiting for it. */
void shield_release(struct shield *shield);

/** @cond */
#define GATHER_FIRST(first, ...) first
#define GATHER_MANY(first, ...)  AWAITABLES(__VA_ARGS__)
#define GATHER_NONE(first)       NULL, 0
#define GATHER_CHOICE(...)                                                                         \
    GATHER_PICK(__VA_ARGS__, GATHER_MANY, GATHER_MANY, GATHER_MANY, GATHER_MANY, GATHER_MANY,      \
                GATHER_MANY, GATHER_MANY, GATHER_MANY, GATHER_MANY, GATHER_MANY, GATHER_MANY,      \
                GATHER_MANY, GATHER_MANY, GATHER_MANY, GATHER_MANY, GATHER_MANY, GATHER_NONE, 0)   \
    (__VA_ARGS__)
#define GATHER_PICK(first, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, picked, ...) picked
/** @endcond */

#endif
