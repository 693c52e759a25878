/**
 * @file block.h
 * @brief Chapter 8: blocks that are left through their own end, as Python's `async with`. Given.
 *
 * A timeout or a task group has something to do when its block is left, by whatever way that is: at
 * its end, by an error, by a cancellation or by async_return(). So the frame remembers the
 * innermost block (`handler`), and an error goes to the end of that block before it goes on
 * outwards. Two calls, enter and exit, would leave it to the reader's care to reach the second one;
 * a wrapper that takes a coroutine would need one more coroutine for each block. A block reads as
 * the Python does:
 *
 *     async with asyncio.timeout(1.0):          asyncio_timeout (&my->timeout, 1.0) {
 *         await fetch()                             await(coro(fetch));
 *                                               }
 *
 * Inside a block `break` and `continue` leave the block, through its end, and no more than the
 * block. Begin only one block on a line, and none in a `switch` of your own.
 */
#ifndef BLOCK_H
#define BLOCK_H

#include <stdbool.h>

#include "coroutines.h"

/** @brief How far control has come in a block. */
enum async_place {
    ASYNC_LEFT,    /**< Not entered, or left again. */
    ASYNC_INSIDE,  /**< In its body. */
    ASYNC_EXITING, /**< At its end, which may wait. */
};

/**
 * @brief What a frame must remember of one block. First member of the block's own struct, which
 * lies in the coroutine's struct. All zero: not entered.
 */
struct async_block {
    struct future *waits_for; /**< What its end is waiting for. */
    int outer;                /**< The frame's handler outside of the block. */
    int error;                /**< The error that leaves the body, later the block; 0: none. */
    int caught;               /**< The error of the last wait at its end. */
    int kept;                 /**< The error whose traceback is still the one of this thread. */
    int pending;              /**< In `finally`: the error with which the body is about to end. */
    unsigned char place;      /**< One of #async_place. */
    bool returns;             /**< The body was left by async_return(). */
};

/**
 * @brief For the makers of blocks: the statement after it is the body of @p block.
 *
 * @p enter is evaluated first; unless it is 0, it is raised in place of the body. When the body is
 * left, @p step is evaluated, a `struct future *`: to wait for that and be evaluated again, or
 * NULL: what is in `block->error` then leaves the block. Before the first time that is what left
 * the body; after each wait the error of the wait is in `block->caught`.
 *
 * Mirrors `__aenter__()` and `__aexit__()`.
 */
#define ASYNC_BLOCK(block, enter, step)                                                            \
    for (async_block_enter(inside_async, block, enter, FRAME_HANDLER(__LINE__), __FILE__,          \
                           __LINE__);                                                              \
         async_block_goes_on(inside_async, block, FRAME_HANDLER(__LINE__));                        \
         async_block_leaves(block))                                                                \
        if (frame_self->at != FRAME_RUNNING)                                                       \
            goto frame_again;                                                                      \
        else if (0) {                                                                              \
        case FRAME_HANDLER(__LINE__):                                                              \
            async_block_exit(inside_async, block);                                                 \
            while (((block)->waits_for = (step)) != NULL) {                                        \
                SUSPEND_IF(future_await(inside_async, (block)->waits_for));                        \
                async_block_waited(block);                                                         \
            }                                                                                      \
            if (async_block_left(inside_async, block, __FILE__, __LINE__))                         \
                goto frame_again;                                                                  \
        } else                                                                                     \
            for (; (block)->place == ASYNC_INSIDE; async_block_leaves(block))

/** @brief Enters @p block, or lets the body fail with @p error if that is not 0. */
static inline void async_block_enter(struct frame *frame, struct async_block *block, int error,
                                     int handler, const char *file, int line)
{
    if (error != 0) {
        coro_raises(frame, error, file, line);
        return;
    }
    *block = (struct async_block){
        .outer = frame->handler, .pending = frame->error, .place = ASYNC_INSIDE};
    frame->handler = handler;
    frame->error = 0;
}

/**
 * @brief True unless the block was left and the body around it is to go on behind it. From the end
 * of the body the `switch` leads to the end of the block, as from everywhere else.
 */
static inline bool async_block_goes_on(struct frame *frame, const struct async_block *block,
                                       int handler)
{
    if (block->place == ASYNC_EXITING && frame->at == FRAME_RUNNING)
        frame->at = handler;
    return block->place != ASYNC_LEFT || frame->at != FRAME_RUNNING;
}

/** @brief The body's end was reached, or a `break` or `continue`. */
static inline void async_block_leaves(struct async_block *block)
{
    if (block->place == ASYNC_INSIDE)
        block->place = ASYNC_EXITING;
}

/** @brief The end of the block begins: takes the error from the frame. */
static inline void async_block_exit(struct frame *frame, struct async_block *block)
{
    if (block->place == ASYNC_INSIDE) {
        block->error = frame->error;
        block->returns = frame->error == 0;
        block->kept = frame->error;
    }
    frame->error = 0;
    frame->handler = block->outer;
    block->place = ASYNC_EXITING;
    frame_entered(frame);
}

/** @brief A wait at the end of the block is over. Others have run meanwhile, and raised errors. */
static inline void async_block_waited(struct async_block *block)
{
    block->caught = coro_caught();
    block->kept = 0;
}

/** @brief The block is over. @return true if the body around it must end too. */
static inline bool async_block_left(struct frame *frame, struct async_block *block,
                                    const char *file, int line)
{
    block->place = ASYNC_LEFT;
    frame->error = (short)block->pending;
    if (block->error != 0 && block->error == block->kept)
        return frame_fails(frame, block->error);
    if (block->error != 0)
        return coro_raises(frame, block->error, file, line);
    return block->returns && frame_ends(frame);
}

#endif
