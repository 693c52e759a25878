/*
 * A loop, for a hang report. Chapter 3 and later.
 */
#include "hang.h"
#include "hang_describe.h"
#include "loop.h"

static void show_state(FILE *out, const void *object)
{
    const struct loop *loop = object;

    fprintf(out, "the loop: %s%s\n",
            loop->closed    ? "closed"
            : loop->running ? "running"
                            : "not running",
            loop->stopping ? ", asked to stop" : "");
}

static void show_side(FILE *out, const char *side, const struct handle *handle)
{
    if (handle == NULL)
        return;
    fprintf(out, " (%s: ", side);
    if (hang_can_read(handle, sizeof *handle))
        hang_show_call(out, handle->callback, handle->arg);
    else
        fputs("memory that is not a handle", out);
    fputc(')', out);
}

/* The descriptors that are watched, from the loop's own table; FOUND of them were shown. */
static int show_table(FILE *out, const struct loop *loop)
{
    int found = 0;

    for (size_t fd = 0; fd < loop->watch_capacity; fd++) {
        const struct watch *watch = &loop->watches[fd];

        if (watch->reader == NULL && watch->writer == NULL)
            continue;
        if (found++ >= HANG_SHOWN)
            continue;
        fprintf(out, "%s%zu", found > 1 ? ", " : "", fd);
        show_side(out, "read", watch->reader);
        show_side(out, "write", watch->writer);
    }
    return found;
}

static void show_watches(FILE *out, const void *object)
{
    const struct loop *loop = object;
    int found = 0;

    fprintf(out, "watched descriptors: ");
    if (loop->watches != NULL &&
        hang_can_read(loop->watches, loop->watch_capacity * sizeof *loop->watches))
        found = show_table(out, loop);
    if (found == 0)
        fputs("none", out);
    if (found > HANG_SHOWN)
        fprintf(out, " and %d more", found - HANG_SHOWN);
    fputc('\n', out);
}

void hang_shows_loop(const struct loop *loop)
{
    hang_shows(show_state, loop);
    hang_shows_queue(&loop->ready);
    hang_shows_timers(&loop->timers);
    hang_shows(show_watches, loop);
}
