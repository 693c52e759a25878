/* "It was mine before." Whoever has it now. */
        my->condition->lock->locked = true;
        if (my->error != 0)
            waiters_wake(&my->condition->waiters, 1);
        if (my->error != 0)
            async_raise(my->error);
        async_return(true);
