/* Compares only the deadlines: of two equal ones, the last may still have to go up. */
    size_t hole = timer->slot;
    struct timer_slot last = heap->slots[--heap->count];

    timer->heap = NULL;
    if (last.timer == timer)
        return;
    if (last.when < timer->when)
        heap_sift_up(heap, hole, last);
    else
        heap_sift_down(heap, hole, last);
