/*
 * A ready queue, for a hang report. Chapter 1 and later.
 *
 * While it is shown, an observer counts its calls and knows which one is running.
 */
#include "hang.h"
#include "hang_describe.h"
#include "callbacks.h"

static struct watcher {
    struct observer observer;
    int (*callback)(void *arg); /* the running call; NULL between two */
    void *arg;
    long calls;
} watcher;

static void call_begins(struct observer *self, int (*callback)(void *arg), void *arg)
{
    (void)self;
    watcher.callback = callback;
    watcher.arg = arg;
    watcher.calls++;
}

static void call_ends(struct observer *self, int error)
{
    (void)self;
    (void)error;
    watcher.callback = NULL;
}

/* Writes what is wrong with the ring behind HANDLE, or how many more there are. */
static void show_end(FILE *out, const struct handle *ends, const struct handle *handle, int count)
{
    if (count > HANG_COUNTED)
        fprintf(out, " and so on: the ring does not come back to its closing handle");
    else if (handle == NULL)
        fprintf(out, "; then a NULL link: the ring is open");
    else if (handle != ends)
        fprintf(out, "; then a link to memory that is not a handle");
    else if (count > HANG_SHOWN)
        fprintf(out, " and %d more", count - HANG_SHOWN);
}

void hang_show_ring(FILE *out, const char *title, const char *empty, const struct handle *ends)
{
    const struct handle *handle = ends->next, *before = ends;
    int count = 0;

    fprintf(out, "%s: ", title);
    if (handle == ends)
        fputs(empty, out);
    for (; handle != ends && count <= HANG_COUNTED; handle = handle->next, count++) {
        if (!hang_can_read(handle, sizeof *handle))
            break;
        if (count >= HANG_SHOWN)
            continue;
        fputs(count > 0 ? ", " : "", out);
        hang_show_call(out, handle->callback, handle->arg);
        if (handle->prev != before)
            fputs(" (its prev link is wrong)", out);
        before = handle;
    }
    show_end(out, ends, handle, count);
    fputc('\n', out);
}

static void show_running(FILE *out)
{
    if (watcher.callback == NULL)
        return;
    fputs("the call that runs: ", out);
    hang_show_call(out, watcher.callback, watcher.arg);
    if (watcher.calls > 1000)
        fputs(", after more than 1,000 others", out);
    fputc('\n', out);
}

static void show_queue(FILE *out, const void *object)
{
    const struct ready_queue *queue = object;

    show_running(out);
    hang_show_ring(out, "left in the batch", "nothing", &queue->batch);
    hang_show_ring(out, "queued for the next batch", "nothing", &queue->ready);
}

void hang_shows_queue(const struct ready_queue *queue)
{
    watcher =
        (struct watcher){.observer = {.callback_begin = call_begins, .callback_end = call_ends}};
    if (queue->observer == NULL)
        ((struct ready_queue *)queue)->observer = &watcher.observer;
    hang_shows(show_queue, queue);
}
