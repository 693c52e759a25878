/* "The last one moves into the hole." And stays where it was, too. */
    size_t hole = timer->slot;
    struct timer_slot last = heap->slots[heap->count - 1];

    timer->heap = NULL;
    if (slot_before(&last, &heap->slots[hole]))
        heap_sift_up(heap, hole, last);
    else
        heap_sift_down(heap, hole, last);
