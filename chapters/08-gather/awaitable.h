/**
 * @file awaitable.h
 * @brief Chapter 8: one type for a coroutine, a task or a future, and lists of them. Given.
 *
 * Who owns what is said by the type. A coroutine is handed over: whoever takes it runs it, and
 * frees it. Whoever makes a task of it owns that task too. A task or a future that is passed in
 * stays its owner's, who must keep it alive until whatever it was passed to is over.
 */
#ifndef AWAITABLE_H
#define AWAITABLE_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "tasks.h"

/** @brief A timeout that never comes. Mirrors `timeout=None`. */
#define NO_TIMEOUT ((double)INFINITY)

/** @brief What a #awaitable is. */
enum awaitable_kind {
    AWAITABLE_CORO,   /**< A coroutine that has not begun; it was handed over. */
    AWAITABLE_TASK,   /**< A task of somebody else. */
    AWAITABLE_FUTURE, /**< A future of somebody else. */
    AWAITABLE_MADE,   /**< A task that awaitable_start() made of a coroutine. */
};

/** @brief A coroutine, a task or a future. All zero is a coroutine that could not be allocated. */
struct awaitable {
    enum awaitable_kind kind; /**< Which of these it is. */
    union {
        struct coro *coro;     /**< AWAITABLE_CORO. */
        struct task *task;     /**< AWAITABLE_TASK and AWAITABLE_MADE. */
        struct future *future; /**< AWAITABLE_FUTURE. */
    };
};

/** @brief What awaitable_of() calls for coroutines. */
static inline struct awaitable awaitable_from_coro(struct coro *coro)
{
    return (struct awaitable){.kind = AWAITABLE_CORO, .coro = coro};
}

/** @brief What awaitable_of() calls for tasks. */
static inline struct awaitable awaitable_from_task(struct task *task)
{
    return (struct awaitable){.kind = AWAITABLE_TASK, .task = task};
}

/** @brief What awaitable_of() calls for futures. */
static inline struct awaitable awaitable_from_future(struct future *future)
{
    return (struct awaitable){.kind = AWAITABLE_FUTURE, .future = future};
}

/** @brief @p x, a coroutine, a task or a future, as a struct awaitable. Else an error. */
#define awaitable_of(x)                                                                            \
    _Generic((x), struct coro *                                                                    \
             : awaitable_from_coro, struct task *                                                  \
             : awaitable_from_task, struct future *                                                \
             : awaitable_from_future)(x)

/** @brief True if there is nothing in it: whatever should be there could not be allocated. */
bool awaitable_is_null(struct awaitable awaitable);

/** @brief The future of a task, or the future itself; NULL for a coroutine that has no task yet. */
struct future *awaitable_future(struct awaitable awaitable);

/**
 * @brief Makes a task of a coroutine; anything else is only looked at.
 *
 * Mirrors `asyncio.ensure_future()`.
 *
 * @return 0; ENOMEM if there is no memory, or it is NULL; EINVAL if it belongs to another loop than
 *         @p loop; EALREADY if it is a coroutine that has begun, which stays with whoever runs it.
 *         After an error any other coroutine is gone, and @p *awaitable is NULL.
 */
int awaitable_start(struct awaitable *awaitable, struct loop *loop);

/** @brief Frees a coroutine that never began, or releases the task that was made of one. */
void awaitable_release(struct awaitable *awaitable);

/** @brief Begins to await any kind, as await_begins(). A coroutine runs in place. */
bool awaitable_await(struct frame *frame, struct awaitable *awaitable);

/** @brief One of many awaitables that somebody waits for. */
struct child {
    struct handle done;    /**< The done callback; its argument is this child. */
    struct awaitable what; /**< Its coroutine, later its task; or what was passed in. */
    void *parent;          /**< Who waits for it. */
    struct child *next;    /**< For the parent's own lists. */
    struct child *same_as; /**< An earlier child that is the same coroutine, or NULL. */
};

/** @brief Children in an array that is owned with this struct. All zero: none. */
struct children {
    struct child *array; /**< Allocated; NULL if there are none. */
    size_t count;        /**< How many. */
};

/**
 * @brief Takes @p count awaitables over, as children that have not begun.
 *
 * @return 0; ENOMEM if there is no memory, or one of them is NULL: all coroutines are freed then.
 */
int children_take(struct children *children, const struct awaitable *awaitables, size_t count);

/**
 * @brief Makes tasks of those that are coroutines, in order, and adds @p callback to all of them,
 * each with its struct child as argument. A coroutine that is there twice is run once.
 *
 * @return 0; ENOMEM, EINVAL or EALREADY as awaitable_start(): none of the coroutines has run or will run
 * then.
 */
int children_start(struct children *children, struct loop *loop, int (*callback)(void *arg),
                   void *parent);

/** @brief The future of @p child, which has begun. */
struct future *child_future(const struct child *child);

/** @brief Takes the done callbacks back, releases what is owned, and frees the array. */
void children_release(struct children *children);

/**
 * @brief The arguments, up to 16 coroutines, tasks and futures, as `array, count` for a function
 * that takes these two.
 */
#define AWAITABLES(...)                                                                            \
    (const struct awaitable[]){AWAITABLES_PICK(                                                    \
        __VA_ARGS__, AWAITABLES_16, AWAITABLES_15, AWAITABLES_14, AWAITABLES_13, AWAITABLES_12,    \
        AWAITABLES_11, AWAITABLES_10, AWAITABLES_9, AWAITABLES_8, AWAITABLES_7, AWAITABLES_6,      \
        AWAITABLES_5, AWAITABLES_4, AWAITABLES_3, AWAITABLES_2, AWAITABLES_1, 0)(__VA_ARGS__)},    \
        AWAITABLES_PICK(__VA_ARGS__, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)

/** @brief The argument behind the first 16. */
#define AWAITABLES_PICK(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, picked, ...) picked

/** @cond */
#define AWAITABLES_1(x)       awaitable_of(x)
#define AWAITABLES_2(x, ...)  awaitable_of(x), AWAITABLES_1(__VA_ARGS__)
#define AWAITABLES_3(x, ...)  awaitable_of(x), AWAITABLES_2(__VA_ARGS__)
#define AWAITABLES_4(x, ...)  awaitable_of(x), AWAITABLES_3(__VA_ARGS__)
#define AWAITABLES_5(x, ...)  awaitable_of(x), AWAITABLES_4(__VA_ARGS__)
#define AWAITABLES_6(x, ...)  awaitable_of(x), AWAITABLES_5(__VA_ARGS__)
#define AWAITABLES_7(x, ...)  awaitable_of(x), AWAITABLES_6(__VA_ARGS__)
#define AWAITABLES_8(x, ...)  awaitable_of(x), AWAITABLES_7(__VA_ARGS__)
#define AWAITABLES_9(x, ...)  awaitable_of(x), AWAITABLES_8(__VA_ARGS__)
#define AWAITABLES_10(x, ...) awaitable_of(x), AWAITABLES_9(__VA_ARGS__)
#define AWAITABLES_11(x, ...) awaitable_of(x), AWAITABLES_10(__VA_ARGS__)
#define AWAITABLES_12(x, ...) awaitable_of(x), AWAITABLES_11(__VA_ARGS__)
#define AWAITABLES_13(x, ...) awaitable_of(x), AWAITABLES_12(__VA_ARGS__)
#define AWAITABLES_14(x, ...) awaitable_of(x), AWAITABLES_13(__VA_ARGS__)
#define AWAITABLES_15(x, ...) awaitable_of(x), AWAITABLES_14(__VA_ARGS__)
#define AWAITABLES_16(x, ...) awaitable_of(x), AWAITABLES_15(__VA_ARGS__)
/** @endcond */

#endif
