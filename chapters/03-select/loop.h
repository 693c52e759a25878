/**
 * @file loop.h
 * @brief Chapter 3: the event loop. It waits for descriptors and deadlines, and calls what is due.
 *
 * One thread, many waits. The loop is three steps, over and over: wait in the selector for as long
 * as nothing else is due; move the timers that are due to the ready queue; run one batch.
 *
 * A loop belongs to the thread that runs it. No function here may be called from another thread or
 * from a signal handler (chapter 9 has the one that may).
 *
 * Mirrors `asyncio.SelectorEventLoop` (asyncio/base_events.py, asyncio/selector_events.py).
 */
#ifndef LOOP_H
#define LOOP_H

#include <stdbool.h>

#include "callbacks.h"
#include "selector.h"
#include "timers.h"

struct future;   /* chapter 6 */
struct task;     /* chapter 7 */
struct offloads; /* chapter 9 */
struct wakeup;   /* chapter 9 */
struct signals;  /* chapter 13 */
struct debug;    /* chapter 15 */

/** @brief Who is to be called when one descriptor is ready. Both NULL: it is not watched. */
struct watch {
    struct handle *reader; /**< Queued when there is something to read. */
    struct handle *writer; /**< Queued when there is room to write. */
};

/**
 * @brief What went wrong, for an exception handler. Valid until the handler returns.
 *
 * Mirrors the `context` dictionary of `loop.call_exception_handler()`.
 */
struct exception_context {
    const char *message;         /**< One sentence in English, without a full stop. Never NULL. */
    int error;                   /**< The errno value that nobody handled; 0 if there is none. */
    const struct handle *handle; /**< A copy of the callback's handle; NULL: it was no callback. */
    struct future *future;       /**< The future concerned, or NULL (chapter 6). */
    struct task *task;           /**< The task concerned, or NULL (chapter 7). */
};

/**
 * @brief What a later chapter keeps with a loop: a thread pool, the signals that are watched.
 *
 * First member of a larger struct, owned by the chapter that attached it, until its close().
 */
struct loop_service {
    struct loop_service *next; /**< The one that was attached after it; NULL: it is the last. */

    /** Waits, by running @p loop, for what is still under way. NULL: nothing ever is. */
    int (*shutdown)(struct loop_service *self, struct loop *loop);

    /** Gives back all it has. The loop never runs again. Never NULL. */
    void (*close)(struct loop_service *self, struct loop *loop);
};

/**
 * @brief An event loop.
 *
 * Owned by whoever declares it; it must not be moved between loop_init() and loop_close(). The
 * fields are for this library, and for reading in a debugger.
 */
struct loop {
    struct ready_queue ready; /**< The calls that are due. */
    struct timer_heap timers; /**< The calls that wait for a moment. */
    struct selector selector; /**< Waits for descriptors. */
    struct watch *watches;    /**< Who to call for each descriptor; the index is its number. */
    size_t watch_capacity;    /**< How many descriptors `watches` has room for. */
    int watched;              /**< How many descriptors are registered with the selector. */
    double (*time)(void); /**< The clock, in seconds. clock_monotonic() unless a test sets it. */
    bool running;         /**< Between the start and the end of a run. */
    bool stopping;        /**< loop_stop() was called; the run ends after this batch. */
    bool closed;          /**< loop_close() was called. */

    /** What to call with errors that nobody handled; NULL: the default. See its setter. */
    int (*exception_handler)(struct loop *loop, const struct exception_context *context);

    struct loop_service *services; /**< What is attached, the oldest first. */
    struct task *current_task;     /**< The task whose step is running (chapter 7). */
    struct task *all_tasks;        /**< The tasks that are not done (chapter 7). */
    struct offloads *offloads;     /**< The jobs under way, and who does them (chapter 9). */
    struct wakeup *wakeup;         /**< How other threads wake the loop (chapter 9). */
    struct signals *signals;       /**< The signals that are watched (chapter 13). */
    struct debug *debug;           /**< What debug mode keeps (chapter 15). */
};

/**
 * @brief Makes @p loop an open, empty loop that waits with @p ops; NULL means &select_selector.
 *
 * Mirrors `asyncio.new_event_loop()`.
 *
 * @return 0, or ENOMEM: there is nothing to close then.
 */
int loop_init(struct loop *loop, const struct selector_ops *ops);

/**
 * @brief Ends the use of @p loop and gives its memory back.
 *
 * Calls that wait are dropped, not made; descriptors are forgotten, not closed. After it every
 * function that schedules or runs returns EBADF. Closing a closed loop does no harm.
 *
 * Mirrors `loop.close()`.
 *
 * @return 0, or EBUSY if the loop is running: nothing has changed.
 */
int loop_close(struct loop *loop);

/**
 * @brief For the makers of services: @p service is shut down and closed with @p loop, after those that
 * were attached earlier.
 */
void loop_attach(struct loop *loop, struct loop_service *service);

/**
 * @brief Waits for what the services of @p loop still have under way. asyncio_run() does, before it
 * closes its loop.
 *
 * Mirrors `loop.shutdown_default_executor()`.
 *
 * @return 0, or the first error of one; the others were asked all the same.
 */
int loop_shutdown(struct loop *loop);

/** @brief True after loop_close(). Mirrors `loop.is_closed()`. */
bool loop_is_closed(const struct loop *loop);

/** @brief True from inside a run of @p loop. Mirrors `loop.is_running()`. */
bool loop_is_running(const struct loop *loop);

/** @brief The loop that is running in this thread, or NULL. Mirrors `asyncio.get_running_loop()`. */
struct loop *asyncio_get_running_loop(void);

/** @brief The loop's clock, in seconds since some fixed moment. Mirrors `loop.time()`. */
double loop_time(const struct loop *loop);

/**
 * @brief Calls @p handle once, in the next iteration, after what is queued already.
 *
 * Mirrors `loop.call_soon()`.
 *
 * @return 0; EALREADY if @p handle is queued already; EINVAL if it has no callback; EBADF if the
 *         loop is closed. After an error nothing has changed.
 */
int loop_call_soon(struct loop *loop, struct handle *handle);

/**
 * @brief Calls @p timer once, @p delay seconds from now. A delay of 0 or less is due at once: in the
 * next iteration, behind everything that is queued and every descriptor that is ready.
 *
 * Mirrors `loop.call_later()`.
 *
 * @return as loop_call_at().
 */
int loop_call_later(struct loop *loop, struct timer *timer, double delay);

/**
 * @brief Calls @p timer once, at @p when on the clock of loop_time(). Never earlier.
 *
 * Take it back with timer_cancel().
 *
 * Mirrors `loop.call_at()`.
 *
 * @return 0; EALREADY if @p timer is scheduled already; EINVAL if it has no callback or @p when is
 *         not a number; ENOMEM; EBADF if the loop is closed. After an error nothing has changed.
 */
int loop_call_at(struct loop *loop, struct timer *timer, double when);

/**
 * @brief Calls @p handle in every iteration in which there is something to read from @p fd.
 *
 * It goes on until loop_remove_reader(); so @p handle must stay alive until then. A reader that @p fd
 * has already is replaced, and not called any more, even if its call is queued. One handle serves
 * one side of one descriptor. Remove it before you close @p fd: the next file that is opened gets the
 * same number.
 *
 * Mirrors `loop.add_reader()`.
 *
 * @return 0; EBADF if @p fd is negative, or the loop is closed; EINVAL if @p handle has no callback,
 *         or @p fd is too large for the selector (select: FD_SETSIZE and above); ENOMEM. After an
 *         error nothing has changed.
 */
int loop_add_reader(struct loop *loop, int fd, struct handle *handle);

/**
 * @brief As loop_add_reader(), in every iteration in which there is room to write to @p fd.
 *
 * There nearly always is: add a writer only while you have something to write.
 *
 * Mirrors `loop.add_writer()`.
 */
int loop_add_writer(struct loop *loop, int fd, struct handle *handle);

/**
 * @brief Ends what loop_add_reader() began; a call that is queued is not made any more. The handle is
 * its owner's again, to reuse or to free.
 *
 * Mirrors `loop.remove_reader()`.
 *
 * @return true if @p fd had a reader.
 */
bool loop_remove_reader(struct loop *loop, int fd);

/** @brief Ends what loop_add_writer() began. Mirrors `loop.remove_writer()`. */
bool loop_remove_writer(struct loop *loop, int fd);

/**
 * @brief Runs one iteration: wait, collect what is due, call it.
 *
 * It sleeps only if nothing is queued, no timer is due and no stop was asked. It is a run of its own:
 * a wish to stop, asked before or in it, is used up.
 *
 * Mirrors `BaseEventLoop._run_once()`.
 *
 * @return 0; EDEADLK if a loop is running in this thread already; EBADF if the loop is closed, or if
 *         a descriptor was closed that is still watched; or another error of the selector.
 */
int loop_run_once(struct loop *loop);

/**
 * @brief Runs iterations until loop_stop(). With nothing to do it sleeps, and uses no processor.
 *
 * Mirrors `loop.run_forever()`.
 *
 * @return as loop_run_once(); an error of the selector ends the run.
 */
int loop_run_forever(struct loop *loop);

/**
 * @brief Asks the run to end after the batch that is running. What that batch queues stays queued
 * for the next run. Asked before a run, it makes that run one iteration that does not sleep.
 *
 * Mirrors `loop.stop()`.
 */
void loop_stop(struct loop *loop);

/**
 * @brief Sets who is told of errors that nobody handled; NULL restores the default handler.
 *
 * A handler that itself returns an error is reported, with the first error, by the default handler.
 * No handler can end the loop but with loop_stop().
 *
 * Mirrors `loop.set_exception_handler()`.
 */
void loop_set_exception_handler(struct loop *loop,
                                int (*handler)(struct loop *loop,
                                               const struct exception_context *context));

/** @brief Gives @p context to the handler that is set. Mirrors `loop.call_exception_handler()`. */
void loop_call_exception_handler(struct loop *loop, const struct exception_context *context);

/**
 * @brief Writes @p context to standard error, on one line.
 *
 * Mirrors `loop.default_exception_handler()`.
 */
void loop_default_exception_handler(struct loop *loop, const struct exception_context *context);

#endif
