/* "True if it is set." But it may have been cleared since he was woken. */
        if (!event_is_set(my->event)) {
            waiters_join(&my->event->waiters, &my->waiter);
            await_catch(my->error, &my->waiter.future);
            waiters_leave(&my->event->waiters, &my->waiter);
        }
        if (my->error != 0)
            async_raise(my->error);
        async_return(event_is_set(my->event));
