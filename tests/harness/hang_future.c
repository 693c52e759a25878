/*
 * A future, for a hang report. Chapter 6 and later.
 */
#include "exercise.h"
#include "futures.h"
#include "hang.h"
#include "hang_describe.h"

static void show_future(FILE *out, const void *object)
{
    const struct future *future = object;

    if (!future_done(future))
        fputs("a future: pending\n", out);
    else if (future_cancelled(future))
        fputs("a future: cancelled\n", out);
    else if (future->error != 0)
        fprintf(out, "a future: failed with %s\n", errno_name(future->error));
    else
        fputs("a future: has a result\n", out);
    hang_show_ring(out, "waiting for it", &future->callbacks);
}

void hang_shows_future(const struct future *future)
{
    hang_shows(show_future, future);
}
