/*
 * Chapter 10: blocks that hold something.
 */
#include "with.h"

#include <errno.h>

/* The block is to hold LOCK or SEMAPHORE. */
static void with_holds(struct frame *frame, struct with *with, struct with what, const char *file,
                       int line)
{
    if (with->block.place != ASYNC_LEFT || with->entering)
        coro_raises(frame, EALREADY, file, line);
    else
        *with = what;
}

void with_lock(struct frame *frame, struct with *with, struct lock *lock, const char *file,
               int line)
{
    with_holds(frame, with, (struct with){.lock = lock, .entering = true}, file, line);
}

void with_condition(struct frame *frame, struct with *with, struct condition *condition,
                    const char *file, int line)
{
    with_lock(frame, with, condition->lock, file, line);
}

void with_semaphore(struct frame *frame, struct with *with, struct semaphore *semaphore,
                    const char *file, int line)
{
    with_holds(frame, with, (struct with){.semaphore = semaphore, .entering = true}, file, line);
}

bool with_refused(struct frame *frame, struct with *with, const char *file, int line)
{
    if (!coro_raised(frame, file, line))
        return false;
    with->entering = false;
    return true;
}

void with_exit(struct frame *frame, struct with *with)
{
    int error;

    async_block_exit(frame, &with->block);
    error = with->lock != NULL ? lock_release(with->lock) : semaphore_release(with->semaphore);
    if (error != 0)
        with->block.error = error;
}
