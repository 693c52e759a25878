/*
 * Chapter 5: tracebacks.
 *
 * One array a thread, filled while an error passes outwards. It costs nothing until there is an
 * error, and allocates nothing then.
 */
#include "traceback.h"

#include "coroutines.h"

static _Thread_local struct {
    int depth; /* may be more than there is room for */
    struct {
        const char *function;
        const char *file;
        int line;
    } frames[TRACEBACK_DEPTH];
} last;

void traceback_clear(void)
{
    last.depth = 0;
}

void traceback_add(const char *function, const char *file, int line)
{
    if (last.depth < TRACEBACK_DEPTH) {
        last.frames[last.depth].function = function;
        last.frames[last.depth].file = file;
        last.frames[last.depth].line = line;
    }
    last.depth++;
}

void coro_print_traceback(FILE *out)
{
    int kept = last.depth < TRACEBACK_DEPTH ? last.depth : TRACEBACK_DEPTH;

    fprintf(out, "Traceback (most recent call last):\n");
    if (last.depth > kept)
        fprintf(out, "  ... %d more\n", last.depth - kept);
    for (int i = kept - 1; i >= 0; i--)
        fprintf(out, "  %s, line %d, in %s\n", last.frames[i].file, last.frames[i].line,
                last.frames[i].function);
}

/* Callers are known to the callee only, so the outermost is reached last: recursion turns it round. */
static void print_frame(FILE *out, const struct coro *self)
{
    if (self == NULL)
        return;
    print_frame(out, self->caller);
    if (self->frame.at > 0)
        fprintf(out, "  line %d, in %s\n", self->frame.at, self->name);
    else
        fprintf(out, "  %s, in %s\n", self->frame.at == FRAME_START ? "not started" : "running",
                self->name);
}

void coro_print_stack(FILE *out, const struct coro_stack *stack)
{
    print_frame(out, stack->innermost);
}
