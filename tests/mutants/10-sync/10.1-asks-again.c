/* "Woken, so look whether it is set." It may be cleared already; he was woken all the same. */
        while (!my->event->set) {
            waiters_join(&my->event->waiters, &my->waiter);
            await_catch(my->error, &my->waiter.future);
            waiters_leave(&my->event->waiters, &my->waiter);
            if (my->error != 0)
                async_raise(my->error);
        }
        async_return(true);
