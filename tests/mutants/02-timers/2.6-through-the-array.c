/* "Look at each slot and take what is due." A heap is not sorted, and it changes on the way. */
    for (size_t i = 0; i < heap->count; i++) {
        struct timer *timer = heap->slots[i].timer;

        if (timer->when > now)
            continue;
        timer_heap_remove(heap, timer);
        if (handle_cancelled(&timer->handle))
            continue;
        observe_due(queue->observer, timer);
        ready_push(queue, &timer->handle);
    }
