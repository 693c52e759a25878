/* "It must be a task to be cancelled." A coroutine is cancelled where it is awaited. */
    if (awaitable_start(&my->what, asyncio_get_running_loop()) != 0)
        async_raise(ENOMEM);
    asyncio_timeout (&my->timeout, my->delay) {
        AWAIT_ANY(my->value, &my->what);
    }
    async_return(my->value);
