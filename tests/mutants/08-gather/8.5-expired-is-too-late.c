/* "The time is over, so ETIMEDOUT." But what swallowed the cancel has given its result. */
    asyncio_timeout (&my->timeout, my->delay) {
        AWAIT_ANY(my->value, &my->what);
    }
    if (timeout_expired(&my->timeout))
        async_raise(ETIMEDOUT);
    async_return(my->value);
