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

/* What a walk through a ring has found. */
struct walk {
    const struct handle *first[HANG_SHOWN]; /* the handles at its beginning */
    int count;                              /* how many there are, as far as one can tell */
    const struct handle *again;             /* the one that came a second time, or NULL */
    const char *broken;                     /* what is wrong with the ring, or NULL */
};

/* True if HANDLE was met before, as one of the first. */
static bool met_before(const struct walk *walk, const struct handle *handle)
{
    for (int i = 0; i < walk->count && i < HANG_SHOWN; i++)
        if (walk->first[i] == handle)
            return true;
    return false;
}

/* What is wrong with a link that leads to HANDLE; NULL: nothing is. */
static const char *fault_of(struct walk *walk, const struct handle *handle)
{
    if (handle == NULL)
        return "then a next link that is NULL";
    if (!hang_can_read(handle, sizeof *handle))
        return "then a next link to memory that is no handle";
    if (met_before(walk, handle))
        walk->again = handle;
    if (walk->again != NULL || walk->count == HANG_COUNTED)
        return "again: the ring does not come round";
    return NULL;
}

/* Walks through the ring that ENDS closes, until it comes round or breaks off. */
static void walk_ring(struct walk *walk, const struct handle *ends)
{
    const struct handle *handle = ends->next, *before = ends;
    bool bent = false;

    for (; handle != ends; before = handle, handle = handle->next) {
        walk->broken = fault_of(walk, handle);
        if (walk->broken != NULL)
            return;
        bent |= handle->prev != before;
        if (walk->count < HANG_SHOWN)
            walk->first[walk->count] = handle;
        walk->count++;
    }
    if (bent || ends->prev != before)
        walk->broken = "but a prev link is wrong";
}

static void show_handles(FILE *out, const struct walk *walk)
{
    for (int i = 0; i < walk->count && i < HANG_SHOWN; i++) {
        fputs(i > 0 ? ", " : "", out);
        hang_show_call(out, walk->first[i]->callback, walk->first[i]->arg);
    }
    if (walk->count > HANG_SHOWN)
        fprintf(out, " and %d more", walk->count - HANG_SHOWN);
}

void hang_show_ring(FILE *out, const char *title, const struct handle *ends)
{
    struct walk walk = {0};

    fprintf(out, "%s: ", title);
    walk_ring(&walk, ends);
    if (walk.count == 0 && walk.broken == NULL)
        fputs("nothing", out);
    show_handles(out, &walk);
    if (walk.broken != NULL)
        fputs(walk.count > 0 ? ", " : "", out);
    if (walk.again != NULL) {
        fputs("then ", out);
        hang_show_call(out, walk.again->callback, walk.again->arg);
        fputc(' ', out);
    }
    fprintf(out, "%s\n", walk.broken != NULL ? walk.broken : "");
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
