/* "A line is left by being woken." */
        if (my->event->set)
            async_return(true);
        waiters_join(&my->event->waiters, &my->waiter);
        await_catch(my->error, &my->waiter.future);
        if (my->error != 0)
            async_raise(my->error);
        async_return(true);
