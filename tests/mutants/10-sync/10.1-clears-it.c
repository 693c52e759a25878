/* "I have seen it, so it is over." As if an event were for one. */
        if (my->event->set)
            async_return(true);
        waiters_join(&my->event->waiters, &my->waiter);
        await_catch(my->error, &my->waiter.future);
        waiters_leave(&my->event->waiters, &my->waiter);
        if (my->error != 0)
            async_raise(my->error);
        event_clear(my->event);
        async_return(true);
