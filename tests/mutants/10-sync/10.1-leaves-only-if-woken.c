/* "Whoever is cancelled is gone anyway." But his place in the line is not. */
        if (my->event->set)
            async_return(true);
        waiters_join(&my->event->waiters, &my->waiter);
        await(&my->waiter.future);
        waiters_leave(&my->event->waiters, &my->waiter);
        async_return(true);
