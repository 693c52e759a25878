/* "timer_cancel() takes it out." And marks it as cancelled, so that the test for that always holds. */
    while (heap->count > 0 && heap->slots[0].when <= now) {
        struct timer *timer = heap->slots[0].timer;

        timer_cancel(timer);
        if (handle_cancelled(&timer->handle))
            continue;
        observe_due(queue->observer, timer);
        ready_push(queue, &timer->handle);
    }
