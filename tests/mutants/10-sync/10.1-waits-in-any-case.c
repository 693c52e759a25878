/* "To wait is to wait." For what has happened, too: then nobody wakes him any more. */
        waiters_join(&my->event->waiters, &my->waiter);
        await_catch(my->error, &my->waiter.future);
        waiters_leave(&my->event->waiters, &my->waiter);
        if (my->error != 0)
            async_raise(my->error);
        async_return(true);
