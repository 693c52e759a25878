/* Looks for the timer in the whole array, though it knows its slot. Right, but O(n). */
    size_t hole = 0;
    struct timer_slot last;

    while (hole < heap->count && heap->slots[hole].timer != timer)
        hole++;
    last = heap->slots[--heap->count];
    timer->heap = NULL;
    if (last.timer == timer)
        return;
    if (slot_before(&last, &heap->slots[hole]))
        heap_sift_up(heap, hole, last);
    else
        heap_sift_down(heap, hole, last);
