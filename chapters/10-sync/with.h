/**
 * @file with.h
 * @brief Chapter 10: a block that holds a lock, and gives it back by whatever way it is left. Given.
 *
 *     async with lock:                          async_with (&my->with, &lock) {
 *         await first()                             await(coro(first));
 *         await second()                            await(coro(second));
 *                                               }
 *
 * The line that begins the block waits until the lock is there, so it is an await: no other stands on
 * that line. If that wait is cancelled the block is not entered, and nothing is given back. What else
 * is so of blocks is in block.h (chapter 8): `break` and `continue` leave the block, through its end.
 *
 * A barrier is waited at, and nothing of it is held: the body begins when all have come.
 *
 * Mirrors `async with` of asyncio.Lock, asyncio.Condition, asyncio.Semaphore and asyncio.Barrier.
 */
#ifndef WITH_H
#define WITH_H

#include "barrier.h"
#include "block.h"
#include "condition.h"
#include "lock.h"
#include "semaphores.h"

/** @brief What a block waits for. */
enum with_kind {
    WITH_LOCK,      /**< A lock, which it then holds. */
    WITH_SEMAPHORE, /**< Room in a semaphore, which it then holds. */
    WITH_BARRIER,   /**< All who make a round of a barrier. */
};

/**
 * @brief What a coroutine remembers of one such block. In its struct, one for each block that is
 * entered at the same time; nothing is allocated for it. All zero: not entered.
 */
struct with {
    struct async_block block; /**< What the frame needs. First member. */
    union {
        struct lock *lock;           /**< What is held. */
        struct semaphore *semaphore; /**< What is held. */
        struct barrier *barrier;     /**< What is waited at. */
    };
    size_t position;    /**< At a barrier: what barrier_wait() gave. Python's `as position`. */
    unsigned char kind; /**< One of #with_kind. */
    bool entering;      /**< What the block is to hold is not there yet. */
};

/**
 * @brief `async_with (&my->with, x) { ... }`: waits until @p x, a lock, a condition or a semaphore, is
 * the caller's; releases it when the block is left. Of a condition it is the lock. If @p x is a barrier
 * it waits as barrier_wait() does, and that is all.
 *
 * @p with must be the same all through the block; @p x is evaluated once. Other types do not compile.
 *
 * Raises EALREADY at once if @p with is in use by another block, ENOMEM; ECANCELED while it waits, and
 * ENOTRECOVERABLE at a barrier that is broken; and at the end EPERM if somebody else has released @p x
 * meanwhile, in place of what left the body.
 *
 * Mirrors `async with x:`.
 */
#define async_with(with, x)                                                                        \
    for (with_begins(x)(inside_async, with, x, __FILE__, __LINE__);                                \
         with_goes_on(inside_async, with, FRAME_HANDLER(__LINE__));                                \
         with_next(inside_async, with, FRAME_HANDLER(__LINE__)))                                   \
        if (frame_self->at != FRAME_RUNNING)                                                       \
            goto frame_again;                                                                      \
        else if (0) {                                                                              \
        case FRAME_HANDLER(__LINE__):                                                              \
            with_exit(inside_async, with);                                                         \
            if (async_block_left(inside_async, &(with)->block, __FILE__, __LINE__))                \
                goto frame_again;                                                                  \
        } else if ((with)->entering) {                                                             \
            SUSPEND_IF(with_waits(inside_async, with));                                            \
            if (with_refused(inside_async, with, __FILE__, __LINE__))                              \
                goto frame_again;                                                                  \
        } else                                                                                     \
            for (; (with)->block.place == ASYNC_INSIDE; async_block_leaves(&(with)->block))

/** @brief What async_with() does first, by the type of @p x. */
#define with_begins(x)                                                                             \
    _Generic((x), struct lock *                                                                    \
             : with_lock, struct condition *                                                       \
             : with_condition, struct semaphore *                                                  \
             : with_semaphore, struct barrier *                                                    \
             : with_barrier)

/** @brief @p with is to hold @p lock. Raises EALREADY if it is in use. */
void with_lock(struct frame *frame, struct with *with, struct lock *lock, const char *file,
               int line);

/** @brief As with_lock(), of the lock of @p condition. */
void with_condition(struct frame *frame, struct with *with, struct condition *condition,
                    const char *file, int line);

/** @brief As with_lock(), of a semaphore. */
void with_semaphore(struct frame *frame, struct with *with, struct semaphore *semaphore,
                    const char *file, int line);

/** @brief As with_lock(), of a barrier. */
void with_barrier(struct frame *frame, struct with *with, struct barrier *barrier, const char *file,
                  int line);

/** @brief Begins to wait until it is there. @return as coro_await(). */
bool with_waits(struct frame *frame, struct with *with);

/** @brief True if that wait has raised an error, which leaves the body around the block. */
bool with_refused(struct frame *frame, struct with *with, const char *file, int line);

/** @brief The end of the block: gives back what it holds. */
void with_exit(struct frame *frame, struct with *with);

/** @brief True unless the block was left and the body around it is to go on behind it. */
static inline bool with_goes_on(struct frame *frame, const struct with *with, int handler)
{
    return async_block_goes_on(frame, &with->block, handler) || with->entering;
}

/** @brief It is there, and the body begins; or the body has come to its end. */
static inline void with_next(struct frame *frame, struct with *with, int handler)
{
    if (with->entering)
        async_block_enter(frame, &with->block, 0, handler, NULL, 0);
    else
        async_block_leaves(&with->block);
    with->entering = false;
}

#endif
