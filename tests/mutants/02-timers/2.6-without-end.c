/* "While the first one is due": at the end there is no first one. */
    while (heap->slots[0].when <= now) {
        struct timer *timer = heap->slots[0].timer;

        timer_heap_remove(heap, timer);
        if (handle_cancelled(&timer->handle))
            continue;
        observe_due(queue->observer, timer);
        ready_push(queue, &timer->handle);
    }
