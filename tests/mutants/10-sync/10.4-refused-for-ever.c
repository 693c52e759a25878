/* refused keeps what the first try has left there, so it takes the lock twice, and waits for itself. */
        do {
            if (lock_wait_begins(my->condition->lock, &my->waiter)) {
                await_catch(my->refused, &my->waiter.future);
                lock_wait_ends(my->condition->lock, &my->waiter, my->refused);
            }
            if (my->refused != 0)
                my->error = my->refused;
        } while (my->refused != 0);
        if (my->error != 0) {
            waiters_wake(&my->condition->waiters, 1);
            async_raise(my->error);
        }
        async_return(true);
