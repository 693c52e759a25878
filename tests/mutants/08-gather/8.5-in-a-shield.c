/* "The time is over for whoever waits, not for what is awaited." It is not cancelled. */
    asyncio_timeout (&my->timeout, my->delay) {
        await(my->value, asyncio_shield_awaitable(my->what));
    }
    async_return(my->value);
