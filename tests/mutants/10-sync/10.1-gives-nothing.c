/* Python says that wait() is always true. */
        if (my->event->set)
            async_return(0);
        waiters_join(&my->event->waiters, &my->waiter);
        await_catch(my->error, &my->waiter.future);
        waiters_leave(&my->event->waiters, &my->waiter);
        if (my->error != 0)
            async_raise(my->error);
        async_return(0);
