/* As Python does it, with lock_acquire(): without memory that is NULL, and it comes out without the lock. */
        do {
            await_catch(my->refused, lock_acquire(my->condition->lock));
            if (my->refused != 0)
                my->error = my->refused;
        } while (my->refused == ECANCELED);
        if (my->error != 0)
            waiters_wake(&my->condition->waiters, 1);
        if (my->error != 0)
            async_raise(my->error);
        async_return(true);
