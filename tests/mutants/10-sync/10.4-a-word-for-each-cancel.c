/* Passes the word on each time the lock is refused, and again at the end. */
        do {
            my->refused = 0;
            if (lock_wait_begins(my->condition->lock, &my->waiter)) {
                await_catch(my->refused, &my->waiter.future);
                lock_wait_ends(my->condition->lock, &my->waiter, my->refused);
            }
            if (my->refused != 0)
                my->error = my->refused;
            if (my->refused != 0)
                waiters_wake(&my->condition->waiters, 1);
        } while (my->refused != 0);
        if (my->error != 0) {
            waiters_wake(&my->condition->waiters, 1);
            async_raise(my->error);
        }
        async_return(true);
