/* Leaves the line when it is cancelled, and tells nobody. */
        while (queue_empty(my->queue)) {
            waiters_join(&my->queue->getters, &my->waiter);
            await_catch(my->error, &my->waiter.future);
            if (my->error != 0) {
                waiters_leave(&my->queue->getters, &my->waiter);
                async_raise(my->error);
            }
        }
        queue_get_nowait(my->queue, &my->value);
        async_return(my->value);
