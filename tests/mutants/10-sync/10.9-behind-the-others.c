/* "First come, first served": also where something is there and nobody waits for it but those who were woken. */
        do {
            waiters_join(&my->queue->getters, &my->waiter);
            await_catch(my->error, &my->waiter.future);
            if (my->error != 0) {
                queue_wait_fails(&my->queue->getters, &my->waiter, !queue_empty(my->queue));
                async_raise(my->error);
            }
        } while (queue_empty(my->queue));
        queue_get_nowait(my->queue, &my->value);
        async_return(my->value);
