/* "A timer that is taken out is cancelled." */
    const size_t hole = timer->slot;
    const struct timer_slot last = heap->slots[--heap->count];

    timer->heap = NULL;
    handle_cancel(&timer->handle);
    if (last.timer == timer)
        return;
    if (hole > 0 && slot_before(&last, &heap->slots[(hole - 1) / TIMER_HEAP_ARITY]))
        heap_sift_up(heap, hole, last);
    else
        heap_sift_down(heap, hole, last);
