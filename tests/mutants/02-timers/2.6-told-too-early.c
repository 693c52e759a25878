/* Tells the observer of every timer, before it looks whether it was cancelled. */
    while (heap->count > 0 && heap->slots[0].when <= now) {
        struct timer *timer = heap->slots[0].timer;

        timer_heap_remove(heap, timer);
        observe_due(queue->observer, timer);
        if (handle_cancelled(&timer->handle))
            continue;
        ready_push(queue, &timer->handle);
    }
