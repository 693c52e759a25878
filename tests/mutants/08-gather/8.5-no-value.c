/* Awaits, and forgets to return what came. */
    asyncio_timeout (&my->timeout, my->delay) {
        AWAIT_ANY(my->value, &my->what);
    }
