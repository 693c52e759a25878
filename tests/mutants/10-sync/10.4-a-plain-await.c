/* The await ends the body with its error, without the lock, and still in line for it. */
        if (lock_wait_begins(my->condition->lock, &my->waiter)) {
            await(&my->waiter.future);
            lock_wait_ends(my->condition->lock, &my->waiter, 0);
        }
        if (my->error != 0)
            waiters_wake(&my->condition->waiters, 1);
        if (my->error != 0)
            async_raise(my->error);
        async_return(true);
