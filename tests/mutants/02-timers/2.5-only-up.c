/* "A timer looks for its place upwards, as when it was added." */
    size_t hole = timer->slot;
    struct timer_slot last = heap->slots[--heap->count];

    (void)heap_sift_down;
    timer->heap = NULL;
    if (last.timer != timer)
        heap_sift_up(heap, hole, last);
