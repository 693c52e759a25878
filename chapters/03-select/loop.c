/*
 * Chapter 3: the loop.
 *
 * Read it from the bottom: loop_run_forever() repeats loop_iterate(), and loop_iterate() is the
 * three steps that every event loop has. Everything above them only puts work where they find it.
 */
#include "loop.h"
#include "todo.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

/* ---- Errors that nobody handled ------------------------------------------------------------- */

void loop_default_exception_handler(struct loop *loop, const struct exception_context *context)
{
    (void)loop;
    if (context->error != 0)
        fprintf(stderr, "asyncio: %s: %s\n", context->message, strerror(context->error));
    else
        fprintf(stderr, "asyncio: %s\n", context->message);
}

void loop_set_exception_handler(struct loop *loop,
                                int (*handler)(struct loop *loop,
                                               const struct exception_context *context))
{
    loop->exception_handler = handler;
}

/* The handler is read once: it may set another one, or none, while it runs. */
void loop_call_exception_handler(struct loop *loop, const struct exception_context *context)
{
    int (*handler)(struct loop * loop, const struct exception_context *context) =
        loop->exception_handler;
    int error;

    if (handler != NULL) {
        error = handler(loop, context);
        if (error == 0)
            return;
        loop_default_exception_handler(
            loop, &(struct exception_context){.message = "the exception handler itself failed",
                                              .error = error});
    }
    loop_default_exception_handler(loop, context);
}

/* The ready queue's hook: a callback returned an error. */
static void callback_failed(struct ready_queue *queue, int error, const struct handle *failed)
{
    struct loop *loop = container_of(queue, struct loop, ready);

    loop_call_exception_handler(
        loop, &(struct exception_context){
                  .message = "a callback returned an error", .error = error, .handle = failed});
}

/* ---- Beginning and end ---------------------------------------------------------------------- */

static _Thread_local struct loop *running_loop;

struct loop *asyncio_get_running_loop(void)
{
    return running_loop;
}

int loop_init(struct loop *loop, const struct selector_ops *ops)
{
    *loop = (struct loop){.time = clock_monotonic};
    ready_init(&loop->ready);
    loop->ready.on_error = callback_failed;
    timer_heap_init(&loop->timers);
    return selector_create(&loop->selector, ops != NULL ? ops : &select_selector);
}

void loop_attach(struct loop *loop, struct loop_service *service)
{
    struct loop_service **last = &loop->services;

    while (*last != NULL)
        last = &(*last)->next;
    service->next = NULL;
    *last = service;
}

int loop_shutdown(struct loop *loop)
{
    int first = 0;

    for (struct loop_service *service = loop->services; service != NULL; service = service->next) {
        int error = service->shutdown != NULL ? service->shutdown(service, loop) : 0;

        first = first != 0 ? first : error;
    }
    return first;
}

/* A service is gone once it is closed, so it is taken out first. */
static void close_services(struct loop *loop)
{
    struct loop_service *service;

    while ((service = loop->services) != NULL) {
        loop->services = service->next;
        service->close(service, loop);
    }
}

int loop_close(struct loop *loop)
{
    if (loop->running)
        return EBUSY;
    if (loop->closed)
        return 0;
    loop->closed = true;
    close_services(loop);
    ready_clear(&loop->ready);
    timer_heap_destroy(&loop->timers);
    selector_destroy(&loop->selector);
    free(loop->watches);
    loop->watches = NULL;
    loop->watch_capacity = 0;
    loop->watched = 0;
    return 0;
}

bool loop_is_closed(const struct loop *loop)
{
    return loop->closed;
}

bool loop_is_running(const struct loop *loop)
{
    return loop->running;
}

double loop_time(const struct loop *loop)
{
    return loop->time();
}

/* ---- Calls: soon, later, at ----------------------------------------------------------------- */

int loop_call_soon(struct loop *loop, struct handle *handle)
{
    if (loop->closed)
        return EBADF;
    if (handle->callback == NULL)
        return EINVAL;
    if (handle_is_queued(handle))
        return EALREADY;
    ready_push(&loop->ready, handle);
    return 0;
}

int loop_call_at(struct loop *loop, struct timer *timer, double when)
{
    if (loop->closed)
        return EBADF;
    if (timer->handle.callback == NULL)
        return EINVAL;
    return timer_heap_add(&loop->timers, timer, when);
}

int loop_call_later(struct loop *loop, struct timer *timer, double delay)
{
    return loop_call_at(loop, timer, loop_time(loop) + delay);
}

/* ---- Descriptors ---------------------------------------------------------------------------- */

/* What the selector has to look for, given who wants to be called. */
static int watch_events(struct watch watch)
{
    return (watch.reader != NULL ? EVENT_READ : 0) | (watch.writer != NULL ? EVENT_WRITE : 0);
}

/* The reader or the writer of WATCH, as EVENT says. */
static struct handle **watch_side(struct watch *watch, int event)
{
    return event == EVENT_READ ? &watch->reader : &watch->writer;
}

/* Who is to be called for FD; nobody, if FD is no descriptor that was ever watched. */
static struct watch watch_get(const struct loop *loop, int fd)
{
    if (fd < 0 || (size_t)fd >= loop->watch_capacity)
        return (struct watch){0};
    return loop->watches[fd];
}

/* Makes loop->watches[FD] exist. The table doubles, so growing it costs O(1) a descriptor. */
static int watches_reserve(struct loop *loop, int fd)
{
    size_t capacity = loop->watch_capacity > 0 ? loop->watch_capacity : 16;
    struct watch *watches;

    if ((size_t)fd < loop->watch_capacity)
        return 0;
    while (capacity <= (size_t)fd)
        capacity *= 2;
    watches = realloc(loop->watches, capacity * sizeof *watches);
    if (watches == NULL)
        return ENOMEM;
    for (size_t i = loop->watch_capacity; i < capacity; i++)
        watches[i] = (struct watch){0};
    loop->watches = watches;
    loop->watch_capacity = capacity;
    return 0;
}

/*
 * Makes WANTED the watch of FD, and tells the selector if that changes what to look for. The
 * selector comes first: it refuses a number that is out of all bounds before a table grows for it.
 * To look for less cannot fail, whatever the selector says: the handle that goes may be freed next.
 */
static int watch_set(struct loop *loop, int fd, struct watch wanted)
{
    const int before = watch_events(watch_get(loop, fd)), after = watch_events(wanted);
    int error = 0;

    if (after == 0 && before == 0)
        return 0;
    if (after == 0)
        selector_unregister(&loop->selector, fd);
    else if (after != before)
        error = selector_register(&loop->selector, fd, after);
    if (error != 0 && (after & ~before) != 0)
        return error;
    error = watches_reserve(loop, fd);
    if (error != 0) {
        selector_unregister(&loop->selector, fd);
        return error;
    }
    loop->watches[fd] = wanted;
    loop->watched += (after != 0) - (before != 0);
    return 0;
}

/* Adds HANDLE as the reader or the writer (EVENT) of FD. */
static int loop_add_watch(struct loop *loop, int fd, int event, struct handle *handle)
{
    if (loop->closed || fd < 0)
        return EBADF;
    if (handle->callback == NULL)
        return EINVAL;

    struct watch watch = watch_get(loop, fd);
    struct handle **side = watch_side(&watch, event);

    /*
     * Exercise 3.4: put HANDLE on this side of the watch and watch_set() it. Only when that went
     * well, cancel the handle that stood there before, if it is another one; HANDLE itself is live.
     */
    TODO("3.4", watch_set, side);
}

/* Takes the reader or the writer (EVENT) of FD away. True if there was one. */
static bool loop_remove_watch(struct loop *loop, int fd, int event)
{
    struct watch watch = watch_get(loop, fd);
    struct handle **side = watch_side(&watch, event);

    /*
     * Exercise 3.5: empty this side of the watch and watch_set() it. Then cancel the handle, for its
     * call may be queued in this very batch. Without a handle there, the answer is false.
     */
    TODO("3.5", loop, fd, watch_set, side);
}

int loop_add_reader(struct loop *loop, int fd, struct handle *handle)
{
    return loop_add_watch(loop, fd, EVENT_READ, handle);
}

int loop_add_writer(struct loop *loop, int fd, struct handle *handle)
{
    return loop_add_watch(loop, fd, EVENT_WRITE, handle);
}

bool loop_remove_reader(struct loop *loop, int fd)
{
    return loop_remove_watch(loop, fd, EVENT_READ);
}

bool loop_remove_writer(struct loop *loop, int fd)
{
    return loop_remove_watch(loop, fd, EVENT_WRITE);
}

/* ---- One iteration -------------------------------------------------------------------------- */

/* Queues the call of one side (EVENT) of FD, which the selector found ready. */
static void loop_queue_side(struct loop *loop, int fd, int event)
{
    struct watch watch = watch_get(loop, fd);
    struct handle *handle = *watch_side(&watch, event);

    /*
     * Exercise 3.6: push HANDLE, if there is one and it is not queued already. One that was
     * cancelled behind the loop's back is not called: take its side of the watch away.
     */
    TODO("3.6", handle);
}

/* Queues what the selector found: for each descriptor the reader first, then the writer. */
static void loop_process_events(struct loop *loop)
{
    struct observer *observer = loop->ready.observer;

    for (int i = 0; i < loop->selector.ready_count; i++) {
        struct selector_event event = loop->selector.ready[i];

        if (observer != NULL && observer->event != NULL)
            observer->event(observer, event.fd, event.events);
        if (event.events & EVENT_READ)
            loop_queue_side(loop, event.fd, EVENT_READ);
        if (event.events & EVENT_WRITE)
            loop_queue_side(loop, event.fd, EVENT_WRITE);
    }
}

/*
 * Waits for TIMEOUT seconds or until a descriptor is ready, and queues the calls. With no descriptor
 * to look at and no time to wait there is nothing to ask the kernel, and a system call is saved.
 */
static int loop_poll(struct loop *loop, double timeout)
{
    struct observer *observer = loop->ready.observer;
    int error;

    if (observer != NULL && observer->iteration != NULL)
        observer->iteration(observer, loop, timeout);
    if (timeout == 0 && loop->watched == 0)
        return 0;
    error = selector_select(&loop->selector, timeout);
    if (error == 0)
        loop_process_events(loop);
    return error;
}

/* One iteration: wait, collect what is due, call it. */
static int loop_iterate(struct loop *loop)
{
    /*
     * Exercise 3.7: loop_poll(), for no time at all if a call is queued or a stop was asked, else
     * until the next timer; then expire the timers; then run one batch. If the poll fails, return
     * its error. Reading the clock costs more than a call: without timers, do not.
     */
    TODO("3.7", loop, loop_poll);
}

/* ---- Running -------------------------------------------------------------------------------- */

/* A run begins. A thread runs one loop at a time, and a loop one iteration at a time. */
static int loop_enter(struct loop *loop)
{
    if (loop->closed)
        return EBADF;
    if (running_loop != NULL)
        return EDEADLK;
    running_loop = loop;
    loop->running = true;
    return 0;
}

static void loop_leave(struct loop *loop)
{
    loop->running = false;
    running_loop = NULL;
}

int loop_run_once(struct loop *loop)
{
    int error = loop_enter(loop);

    if (error != 0)
        return error;
    error = loop_iterate(loop);
    loop->stopping = false;
    loop_leave(loop);
    return error;
}

/*
 * Exercise 3.8: between loop_enter() and loop_leave(), iterate until a stop was asked or an
 * iteration fails, and at least once; ERROR is the answer. The wish to stop is used up then.
 */
int loop_run_forever(struct loop *loop)
{
    int error = loop_enter(loop);

    if (error != 0)
        return error;
    TODO("3.8", loop_iterate);
    loop_leave(loop);
    return error;
}

void loop_stop(struct loop *loop)
{
    loop->stopping = true;
}
