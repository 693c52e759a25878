/* The await stands behind the block, which is over by then. */
    asyncio_timeout (&my->timeout, my->delay) {
    }
    AWAIT_ANY(my->value, &my->what);
    async_return(my->value);
