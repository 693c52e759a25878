/*
 * A timer heap, for a hang report. Chapter 2 and later.
 */
#include "hang.h"
#include "hang_describe.h"
#include "timers.h"

static void show_timer(FILE *out, const struct timer_slot *slot)
{
    if (!hang_can_read(slot->timer, sizeof *slot->timer)) {
        fputs("a slot that leads to no timer", out);
        return;
    }
    hang_show_call(out, slot->timer->handle.callback, slot->timer->handle.arg);
    fprintf(out, " at %.6g s", slot->when);
}

static void show_timers(FILE *out, const void *object)
{
    const struct timer_heap *heap = object;
    const size_t shown = heap->count < HANG_SHOWN ? heap->count : HANG_SHOWN;

    fprintf(out, "timers: ");
    if (heap->count == 0)
        fputs("none", out);
    else if (heap->count > heap->capacity)
        fprintf(out, "more than the heap has room for");
    else if (!hang_can_read(heap->slots, shown * sizeof *heap->slots))
        fprintf(out, "an array that is no memory of the heap's");
    else
        for (size_t i = 0; i < shown; i++) {
            fputs(i > 0 ? ", " : "", out);
            show_timer(out, &heap->slots[i]);
        }
    if (heap->count > shown)
        fprintf(out, " and %zu more", heap->count - shown);
    fputc('\n', out);
}

void hang_shows_timers(const struct timer_heap *heap)
{
    hang_shows(show_timers, heap);
}
