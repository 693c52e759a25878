/* "What is due goes to the queue." A push makes a cancelled handle live again. */
    while (heap->count > 0 && heap->slots[0].when <= now) {
        struct timer *timer = heap->slots[0].timer;

        timer_heap_remove(heap, timer);
        observe_due(queue->observer, timer);
        ready_push(queue, &timer->handle);
    }
