/* While it waited for the lock it was cancelled; then it had the lock, and went on. */
        do {
            my->refused = 0;
            if (lock_wait_begins(my->condition->lock, &my->waiter)) {
                await_catch(my->refused, &my->waiter.future);
                lock_wait_ends(my->condition->lock, &my->waiter, my->refused);
            }
        } while (my->refused != 0);
        if (my->error != 0)
            waiters_wake(&my->condition->waiters, 1);
        if (my->error != 0)
            async_raise(my->error);
        async_return(true);
