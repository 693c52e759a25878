/*
 * Chapter 5: tracebacks.
 *
 * The places that errors passed stand in one array a thread, in the order of time; the oldest make
 * room for new ones. Each knows the place before it on the way of its own error, for another error
 * may come in between: while a frame cleans up, what it awaits can fail and be caught. Nothing here
 * costs anything until there is an error, and nothing is allocated then.
 */
#include "traceback.h"

#include <stddef.h>

#include "coroutines.h"

/* How many places a thread remembers, of the last error and of those that wait in a `finally`. */
#define PLACES (4 * TRACEBACK_DEPTH)

static _Thread_local struct {
    unsigned long count;  /* how many places there were, ever; the last has this number */
    unsigned long newest; /* of the error that is on its way, or was last; 0: there is none */
    struct place {
        unsigned long number; /* 0: this one was never used */
        unsigned long before; /* the place that the error passed before; 0: it began here */
        const struct coro *frame;
        const char *function;
        const char *file;
        int line;
        int depth; /* how many places there are on the way up to this one */
    } places[PLACES];
} last;

/* The place with that number; NULL: there is none, or it had to make room. */
static struct place *place_of(unsigned long number)
{
    struct place *place = &last.places[number % PLACES];

    return number != 0 && place->number == number ? place : NULL;
}

void traceback_clear(void)
{
    last.newest = 0;
}

void traceback_add(const struct coro *self, const char *file, int line)
{
    struct place *place = place_of(last.newest);
    const int depth = place != NULL ? place->depth : 0;

    if (depth < TRACEBACK_DEPTH) {
        last.count++;
        place = &last.places[last.count % PLACES];
        *place = (struct place){last.count, last.newest, self, self->name, file, line, depth};
        last.newest = last.count;
    }
    place->frame = self;
    place->depth++;
}

void traceback_goes_on(const struct coro *self)
{
    struct place *newest = place_of(last.newest), *own = NULL;

    if (newest != NULL && newest->frame == self)
        own = newest;
    else
        for (struct place *place = last.places; place < last.places + PLACES; place++)
            if (place->frame == self && (own == NULL || place->number > own->number))
                own = place;
    last.newest = own != NULL ? own->number : 0;
    if (own != NULL)
        own->frame = NULL; /* the frame is about to end, and its memory may be another one's then */
}

void coro_print_traceback(FILE *out)
{
    const struct place *place = place_of(last.newest);

    fprintf(out, "Traceback (most recent call last):\n");
    if (place != NULL && place->depth > TRACEBACK_DEPTH)
        fprintf(out, "  ... %d more\n", place->depth - TRACEBACK_DEPTH);
    for (; place != NULL; place = place_of(place->before)) {
        fprintf(out, "  %s, line %d, in %s\n", place->file, place->line, place->function);
        if (place->before != 0 && place_of(place->before) == NULL)
            fprintf(out, "  ... the rest is forgotten\n");
    }
}

void traceback_print_callers(FILE *out, const struct coro *innermost)
{
    const struct coro *frames[PLACES];
    int depth = 0;

    for (const struct coro *self = innermost; self != NULL; self = self->caller, depth++)
        if (depth < PLACES)
            frames[depth] = self;
    if (depth > PLACES)
        fprintf(out, "  ... %d more\n", depth - PLACES);
    for (int i = (depth < PLACES ? depth : PLACES) - 1; i >= 0; i--)
        if (frames[i]->frame.at > 0)
            fprintf(out, "  line %d, in %s\n", frames[i]->frame.at, frames[i]->name);
        else
            fprintf(out, "  %s, in %s\n",
                    frames[i]->frame.at == FRAME_START ? "not started" : "running",
                    frames[i]->name);
}

void coro_print_stack(FILE *out, const struct coro_stack *stack)
{
    if (stack->is_running)
        fprintf(out, "  running\n");
    else
        traceback_print_callers(out, stack->innermost);
}
