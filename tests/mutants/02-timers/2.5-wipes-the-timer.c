/* "A timer that has left is as new." */
    const size_t hole = timer->slot;
    const struct timer_slot last = heap->slots[--heap->count];

    timer_init(timer, timer->handle.callback, timer->handle.arg);
    if (last.timer == timer)
        return;
    if (hole > 0 && slot_before(&last, &heap->slots[(hole - 1) / TIMER_HEAP_ARITY]))
        heap_sift_up(heap, hole, last);
    else
        heap_sift_down(heap, hole, last);
