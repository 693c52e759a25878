/* "The last slot is slots[count]." That is the first one that is free. */
    size_t hole = timer->slot;
    struct timer_slot last = heap->slots[heap->count--];

    timer->heap = NULL;
    if (last.timer == timer)
        return;
    if (slot_before(&last, &heap->slots[hole]))
        heap_sift_up(heap, hole, last);
    else
        heap_sift_down(heap, hole, last);
