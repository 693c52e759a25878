/**
 * @file observer.h
 * @brief What a debugger may see of a running loop. Given; chapter 15 is built on it.
 *
 * The loop tells an observer what it does, at the moment it does it. Without one (the rule) each of
 * these places costs a branch that the processor predicts.
 */
#ifndef OBSERVER_H
#define OBSERVER_H

struct loop;
struct task;
struct timer;

/**
 * @brief A set of hooks; a hook that is NULL is not called.
 *
 * Owned by whoever installs it, and alive as long as it is installed. A hook must not schedule,
 * cancel or register anything: watching changes no order. Put it first in a struct of your own to
 * find your data again.
 */
struct observer {
    /** An iteration begins; the poll may block for @p timeout seconds (negative: without end). */
    void (*iteration)(struct observer *self, struct loop *loop, double timeout);

    /** The selector found @p fd ready for @p events (EVENT_READ, EVENT_WRITE of chapter 3). */
    void (*event)(struct observer *self, int fd, int events);

    /** @p timer came due and goes to the ready queue. */
    void (*timer_due)(struct observer *self, const struct timer *timer);

    /** @p callback is about to be called with @p arg. */
    void (*callback_begin)(struct observer *self, int (*callback)(void *arg), void *arg);

    /** The callback returned @p error; its handle may be gone by now. */
    void (*callback_end)(struct observer *self, int error);

    /** A step of @p task begins (chapter 7). */
    void (*task_begin)(struct observer *self, struct task *task);

    /** The step of @p task ended; the task may be done (chapter 7). */
    void (*task_end)(struct observer *self, struct task *task);
};

#endif
