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

/* How a walk through a ring ended. */
enum walk { WALK_WENT_ROUND, WALK_MET_NULL, WALK_MET_NO_HANDLE, WALK_MET_AGAIN, WALK_GAVE_UP };

/* Walks through the ring that ENDS closes, keeps its first handles, and counts all of them. */
static enum walk walk(const struct handle *ends, const struct handle **first, int *count)
{
    const struct handle *handle = ends->next;

    for (*count = 0; handle != ends; handle = handle->next, ++*count) {
        if (handle == NULL)
            return WALK_MET_NULL;
        if (!hang_can_read(handle, sizeof *handle))
            return WALK_MET_NO_HANDLE;
        for (int i = 0; i < *count && i < HANG_SHOWN; i++)
            if (first[i] == handle)
                return WALK_MET_AGAIN;
        if (*count < HANG_SHOWN)
            first[*count] = handle;
        if (*count == HANG_COUNTED)
            return WALK_GAVE_UP;
    }
    return WALK_WENT_ROUND;
}

static void show_handles(FILE *out, const struct handle **first, int count)
{
    for (int i = 0; i < count && i < HANG_SHOWN; i++) {
        fputs(i > 0 ? ", " : "", out);
        hang_show_call(out, first[i]->callback, first[i]->arg);
    }
    if (count > HANG_SHOWN)
        fprintf(out, " and %s more", count < HANG_COUNTED ? "some" : "very many");
}

void hang_show_ring(FILE *out, const char *title, const struct handle *ends)
{
    static const char *const endings[] = {
        [WALK_WENT_ROUND] = "",
        [WALK_MET_NULL] = " then a next link that is NULL",
        [WALK_MET_NO_HANDLE] = " then a next link to memory that is no handle",
        [WALK_MET_AGAIN] = " then one of these again: the ring does not lead to its closing handle",
        [WALK_GAVE_UP] = ": the ring does not lead to its closing handle"};
    const struct handle *first[HANG_SHOWN];
    int count;
    enum walk end;

    fprintf(out, "%s: ", title);
    end = walk(ends, first, &count);
    if (end == WALK_WENT_ROUND && count == 0)
        fputs("nothing", out);
    show_handles(out, first, count);
    fprintf(out, "%s\n", endings[end]);
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
    hang_show_ring(out, "left in the batch", &queue->batch);
    hang_show_ring(out, "queued for the next batch", &queue->ready);
}

void hang_shows_queue(const struct ready_queue *queue)
{
    watcher =
        (struct watcher){.observer = {.callback_begin = call_begins, .callback_end = call_ends}};
    if (queue->observer == NULL)
        ((struct ready_queue *)queue)->observer = &watcher.observer;
    hang_shows(show_queue, queue);
}
