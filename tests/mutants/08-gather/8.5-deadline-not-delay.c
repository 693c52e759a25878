/* "A timeout at so many seconds." */
        asyncio_timeout_at (&my->timeout, my->delay) {
            AWAIT_ANY(my->value, &my->what);
        }
        async_return(my->value);
