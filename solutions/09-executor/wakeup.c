/*
 * Chapter 9: waking a loop from another thread.
 *
 * The lock is held for a few instructions at a time, and never while a callback runs. What is left
 * behind goes to the ready queue in one go, whatever its number.
 */
#include "wakeup.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "threadsafe.h"

/* ---- The pipe -------------------------------------------------------------------------------- */

/* Wakes the loop. If the pipe is full, it is awake already. */
static void pipe_write(const struct wakeup *wakeup)
{
    while (write(wakeup->write_fd, "", 1) < 0 && errno == EINTR)
        continue;
}

/* Takes every byte out. There are a few at most; a short read has got them all. */
static void pipe_drain(const struct wakeup *wakeup)
{
    char bytes[64];
    ssize_t size;

    do
        size = read(wakeup->read_fd, bytes, sizeof bytes);
    while (size == (ssize_t)sizeof bytes || (size < 0 && errno == EINTR));
}

/* Sets what a descriptor of ours needs: it never blocks, and no child inherits it. */
static bool pipe_set_flags(int fd)
{
    return fcntl(fd, F_SETFL, O_NONBLOCK) == 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

static int pipe_open(struct wakeup *wakeup)
{
    int ends[2];

    if (pipe(ends) != 0)
        return errno;
    wakeup->read_fd = ends[0];
    wakeup->write_fd = ends[1];
    return pipe_set_flags(ends[0]) && pipe_set_flags(ends[1]) ? 0 : errno;
}

static void pipe_close(struct wakeup *wakeup)
{
    if (wakeup->read_fd >= 0)
        close(wakeup->read_fd);
    if (wakeup->write_fd >= 0)
        close(wakeup->write_fd);
    wakeup->read_fd = wakeup->write_fd = -1;
}

/* ---- Leaving a call, and taking it up -------------------------------------------------------- */

/* Leaves HANDLE; with the lock held. */
static int wakeup_leave(struct wakeup *wakeup, struct handle *handle)
{
    /*
     * Exercise 9.1: if the loop is gone, the answer is EBADF. Else push HANDLE on the ring of calls;
     * if it is the first there, wake the loop: for all others somebody has done so already.
     */
#ifdef SOLUTION
    if (wakeup->loop == NULL)
        return EBADF;
    if (ready_is_empty(&wakeup->calls))
        pipe_write(wakeup);
    ready_push(&wakeup->calls, handle);
    return 0;
#else
    TODO("9.1", wakeup, handle, pipe_write);
#endif
}

int wakeup_call(struct wakeup *wakeup, struct handle *handle)
{
    int error;

    pthread_mutex_lock(&wakeup->lock);
    error = handle_is_queued(handle) ? EALREADY : wakeup_leave(wakeup, handle);
    pthread_mutex_unlock(&wakeup->lock);
    return error;
}

void wakeup_cancel(struct wakeup *wakeup, struct handle *handle)
{
    pthread_mutex_lock(&wakeup->lock);
    handle_cancel(handle);
    pthread_mutex_unlock(&wakeup->lock);
}

/* Moves all of CALLS to the tail of RING. */
static void calls_move(struct ready_queue *calls, struct handle *ring)
{
    struct handle *first = calls->ready.next, *last = calls->ready.prev;

    if (ready_is_empty(calls))
        return;
    first->prev = ring->prev;
    first->prev->next = first;
    last->next = ring;
    ring->prev = last;
    ready_init(calls);
}

/* The pipe has a byte: what was left is due. */
static int wakeup_take(void *arg)
{
    struct wakeup *wakeup = arg;

    /*
     * Exercise 9.2: drain the pipe, and then, under the lock, move the calls to the batch that the loop
     * is running: the ring `batch` of its ready queue. In this order: a byte that comes after the calls
     * were moved must stay.
     */
#ifdef SOLUTION
    pipe_drain(wakeup);
    pthread_mutex_lock(&wakeup->lock);
    calls_move(&wakeup->calls, &wakeup->loop->ready.batch);
    pthread_mutex_unlock(&wakeup->lock);
#else
    TODO("9.2", wakeup, pipe_drain, calls_move);
#endif
    return 0;
}

/* ---- Beginning and end ----------------------------------------------------------------------- */

void wakeup_hold(struct wakeup *wakeup)
{
    atomic_fetch_add(&wakeup->owners, 1);
}

void wakeup_release(struct wakeup *wakeup)
{
    if (atomic_fetch_sub(&wakeup->owners, 1) != 1)
        return;
    pthread_mutex_destroy(&wakeup->lock);
    free(wakeup);
}

int wakeup_watch(struct wakeup *wakeup, struct wakeup_watcher *watcher)
{
    int error = 0;

    pthread_mutex_lock(&wakeup->lock);
    if (wakeup->loop == NULL) {
        error = EBADF;
    } else {
        watcher->next = wakeup->watchers;
        watcher->place = &wakeup->watchers;
        if (watcher->next != NULL)
            watcher->next->place = &watcher->next;
        wakeup->watchers = watcher;
    }
    pthread_mutex_unlock(&wakeup->lock);
    return error;
}

/* Takes WATCHER out; with the lock held. */
static void watcher_leave(struct wakeup_watcher *watcher)
{
    *watcher->place = watcher->next;
    if (watcher->next != NULL)
        watcher->next->place = watcher->place;
}

void wakeup_unwatch(struct wakeup *wakeup, struct wakeup_watcher *watcher)
{
    pthread_mutex_lock(&wakeup->lock);
    watcher_leave(watcher);
    pthread_mutex_unlock(&wakeup->lock);
}

/* Tells every watcher. Nobody joins them any more. A watcher is gone once it is told. */
static void wakeup_tell_watchers(struct wakeup *wakeup)
{
    struct wakeup_watcher *watcher;

    do {
        pthread_mutex_lock(&wakeup->lock);
        watcher = wakeup->watchers;
        if (watcher != NULL)
            watcher_leave(watcher);
        pthread_mutex_unlock(&wakeup->lock);
        if (watcher != NULL)
            watcher->closed(watcher);
    } while (watcher != NULL);
}

/* The loop closes: from now on whoever calls is told so. */
static void wakeup_close(struct loop_service *service, struct loop *loop)
{
    struct wakeup *wakeup = container_of(service, struct wakeup, service);

    pthread_mutex_lock(&wakeup->lock);
    loop_remove_reader(loop, wakeup->read_fd);
    while (!ready_is_empty(&wakeup->calls))
        handle_cancel(wakeup->calls.ready.next);
    wakeup->loop = NULL;
    pipe_close(wakeup);
    pthread_mutex_unlock(&wakeup->lock);
    wakeup_tell_watchers(wakeup);
    loop->wakeup = NULL;
    wakeup_release(wakeup);
}

static int wakeup_open(struct wakeup *wakeup, struct loop *loop)
{
    int error;

    *wakeup = (struct wakeup){
        .service.close = wakeup_close, .loop = loop, .read_fd = -1, .write_fd = -1, .owners = 1};
    ready_init(&wakeup->calls);
    handle_init(&wakeup->reader, wakeup_take, wakeup);
    error = pipe_open(wakeup);
    if (error == 0)
        error = loop_add_reader(loop, wakeup->read_fd, &wakeup->reader);
    if (error == 0)
        error = pthread_mutex_init(&wakeup->lock, NULL);
    if (error == 0)
        return 0;
    loop_remove_reader(loop, wakeup->read_fd);
    pipe_close(wakeup);
    return error;
}

struct wakeup *loop_get_wakeup(struct loop *loop, int *error)
{
    struct wakeup *wakeup;

    *error = loop_is_closed(loop) ? EBADF : 0;
    if (*error != 0)
        return NULL;
    if (loop->wakeup != NULL)
        return loop->wakeup;
    wakeup = malloc(sizeof *wakeup);
    *error = wakeup != NULL ? wakeup_open(wakeup, loop) : ENOMEM;
    if (*error != 0) {
        free(wakeup);
        return NULL;
    }
    loop->wakeup = wakeup;
    loop_attach(loop, &wakeup->service);
    return wakeup;
}

/* ---- For the public -------------------------------------------------------------------------- */

int loop_open_threadsafe(struct loop *loop)
{
    int error;

    loop_get_wakeup(loop, &error);
    return error;
}

int loop_call_soon_threadsafe(struct loop *loop, struct handle *handle)
{
    if (asyncio_get_running_loop() == loop)
        return loop_call_soon(loop, handle);
    if (loop->wakeup == NULL)
        return loop_is_closed(loop) ? EBADF : EINVAL;
    if (handle->callback == NULL)
        return EINVAL;
    return wakeup_call(loop->wakeup, handle);
}

void loop_cancel_threadsafe(struct loop *loop, struct handle *handle)
{
    if (loop->wakeup != NULL)
        wakeup_cancel(loop->wakeup, handle);
    else
        handle_cancel(handle);
}
