/* Asks whether it is full, as putting() does. */
        while (queue_full(my->queue)) {
            waiters_join(&my->queue->getters, &my->waiter);
            await_catch(my->error, &my->waiter.future);
            if (my->error != 0) {
                queue_wait_fails(&my->queue->getters, &my->waiter, !queue_empty(my->queue));
                async_raise(my->error);
            }
        }
        queue_get_nowait(my->queue, &my->value);
        async_return(my->value);
