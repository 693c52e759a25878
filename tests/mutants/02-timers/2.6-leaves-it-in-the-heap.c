/* "The queue has it now." So has the heap, and the loop never ends. */
    while (heap->count > 0 && heap->slots[0].when <= now) {
        struct timer *timer = heap->slots[0].timer;

        if (handle_cancelled(&timer->handle) || handle_is_queued(&timer->handle))
            continue;
        observe_due(queue->observer, timer);
        ready_push(queue, &timer->handle);
    }
