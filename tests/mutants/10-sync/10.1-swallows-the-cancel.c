/* Caught, and not raised again. */
        if (my->event->set)
            async_return(true);
        waiters_join(&my->event->waiters, &my->waiter);
        await_catch(my->error, &my->waiter.future);
        waiters_leave(&my->event->waiters, &my->waiter);
        async_return(true);
