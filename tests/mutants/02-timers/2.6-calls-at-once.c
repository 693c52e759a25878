/* "It is due, so call it." In the middle of the heap, and before what has been waiting longer. */
    while (heap->count > 0 && heap->slots[0].when <= now) {
        struct timer *timer = heap->slots[0].timer;

        timer_heap_remove(heap, timer);
        if (handle_cancelled(&timer->handle))
            continue;
        observe_due(queue->observer, timer);
        timer->handle.callback(timer->handle.arg);
    }
