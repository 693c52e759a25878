/* "Woken, so it is there." Somebody else may have taken it. */
        if (queue_empty(my->queue)) {
            waiters_join(&my->queue->getters, &my->waiter);
            await_catch(my->error, &my->waiter.future);
            if (my->error != 0) {
                queue_wait_fails(&my->queue->getters, &my->waiter, !queue_empty(my->queue));
                async_raise(my->error);
            }
        }
        queue_get_nowait(my->queue, &my->value);
        async_return(my->value);
