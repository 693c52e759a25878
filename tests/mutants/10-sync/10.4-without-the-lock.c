/* "Notified: go on." The lock is still that of the one who notified. */
        if (my->error != 0)
            waiters_wake(&my->condition->waiters, 1);
        if (my->error != 0)
            async_raise(my->error);
        async_return(true);
