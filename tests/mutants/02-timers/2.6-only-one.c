/* "Once an iteration, look whether the first timer is due." */
    if (heap->count > 0 && heap->slots[0].when <= now) {
        struct timer *timer = heap->slots[0].timer;

        timer_heap_remove(heap, timer);
        if (handle_cancelled(&timer->handle))
            return;
        observe_due(queue->observer, timer);
        ready_push(queue, &timer->handle);
    }
