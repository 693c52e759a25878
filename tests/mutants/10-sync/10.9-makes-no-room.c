/* Takes it out by itself, and no putter hears of it. */
        while (queue_empty(my->queue)) {
            waiters_join(&my->queue->getters, &my->waiter);
            await_catch(my->error, &my->waiter.future);
            if (my->error != 0) {
                queue_wait_fails(&my->queue->getters, &my->waiter, !queue_empty(my->queue));
                async_raise(my->error);
            }
        }
        my->value = queue_items_get(my->queue);
        async_return(my->value);
