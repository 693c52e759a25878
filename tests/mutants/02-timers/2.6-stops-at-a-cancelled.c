/* "A cancelled one? Then there is nothing to do." There may be others behind it. */
    while (heap->count > 0 && heap->slots[0].when <= now) {
        struct timer *timer = heap->slots[0].timer;

        timer_heap_remove(heap, timer);
        if (handle_cancelled(&timer->handle))
            break;
        observe_due(queue->observer, timer);
        ready_push(queue, &timer->handle);
    }
