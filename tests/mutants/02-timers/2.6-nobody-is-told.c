/* "Observers come in chapter 15." They are told here. */
    (void)observe_due;
    while (heap->count > 0 && heap->slots[0].when <= now) {
        struct timer *timer = heap->slots[0].timer;

        timer_heap_remove(heap, timer);
        if (!handle_cancelled(&timer->handle))
            ready_push(queue, &timer->handle);
    }
