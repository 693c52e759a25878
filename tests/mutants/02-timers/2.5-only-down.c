/* "The last one is due late, so it goes down." It comes from another branch. */
    size_t hole = timer->slot;
    struct timer_slot last = heap->slots[--heap->count];

    timer->heap = NULL;
    if (last.timer != timer)
        heap_sift_down(heap, hole, last);
