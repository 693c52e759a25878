/* "Out of the array is out." The timer still says that it waits. */
    size_t hole = timer->slot;
    struct timer_slot last = heap->slots[--heap->count];

    if (last.timer == timer)
        return;
    if (slot_before(&last, &heap->slots[hole]))
        heap_sift_up(heap, hole, last);
    else
        heap_sift_down(heap, hole, last);
