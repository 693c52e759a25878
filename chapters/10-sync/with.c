/*
 * Chapter 10: blocks that hold something.
 */
#include "with.h"

#include <errno.h>

/* The block is to hold WHAT, or to wait at it. */
static void with_holds(struct frame *frame, struct with *with, struct with what, const char *file,
                       int line)
{
    if (with->block.place != ASYNC_LEFT || with->entering) {
        coro_raises(frame, EALREADY, file, line);
        return;
    }
    *with = what;
    with->entering = true;
}

void with_lock(struct frame *frame, struct with *with, struct lock *lock, const char *file,
               int line)
{
    with_holds(frame, with, (struct with){.lock = lock, .kind = WITH_LOCK}, file, line);
}

void with_condition(struct frame *frame, struct with *with, struct condition *condition,
                    const char *file, int line)
{
    with_lock(frame, with, condition->lock, file, line);
}

void with_semaphore(struct frame *frame, struct with *with, struct semaphore *semaphore,
                    const char *file, int line)
{
    with_holds(frame, with, (struct with){.semaphore = semaphore, .kind = WITH_SEMAPHORE}, file,
               line);
}

void with_barrier(struct frame *frame, struct with *with, struct barrier *barrier, const char *file,
                  int line)
{
    with_holds(frame, with, (struct with){.barrier = barrier, .kind = WITH_BARRIER}, file, line);
}

/* The coroutine that waits for what the block is to hold. NULL: no memory. */
static struct coro *with_acquire(struct with *with)
{
    switch (with->kind) {
    case WITH_LOCK:
        return lock_acquire(with->lock);
    case WITH_SEMAPHORE:
        return semaphore_acquire(with->semaphore);
    default:
        return barrier_wait(with->barrier);
    }
}

bool with_waits(struct frame *frame, struct with *with)
{
    return coro_await(frame, with_acquire(with));
}

bool with_refused(struct frame *frame, struct with *with, const char *file, int line)
{
    if (coro_raised(frame, file, line)) {
        with->entering = false;
        return true;
    }
    if (with->kind == WITH_BARRIER)
        value_into(with->position, coro_awaited());
    return false;
}

/* Gives back what the block holds. */
static int with_release(const struct with *with)
{
    switch (with->kind) {
    case WITH_LOCK:
        return lock_release(with->lock);
    case WITH_SEMAPHORE:
        return semaphore_release(with->semaphore);
    default:
        return 0;
    }
}

void with_exit(struct frame *frame, struct with *with)
{
    int error;

    async_block_exit(frame, &with->block);
    error = with_release(with);
    if (error != 0)
        with->block.error = error;
}
