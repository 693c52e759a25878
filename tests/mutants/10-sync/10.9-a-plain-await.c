/* The await ends the body, and the waiter stays in the line. */
        while (queue_empty(my->queue)) {
            waiters_join(&my->queue->getters, &my->waiter);
            await(&my->waiter.future);
        }
        queue_get_nowait(my->queue, &my->value);
        async_return(my->value);
