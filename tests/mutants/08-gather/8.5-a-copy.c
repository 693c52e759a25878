/* Awaits a copy; the original still owns the coroutine, which is freed twice. */
    asyncio_timeout (&my->timeout, my->delay) {
        AWAIT_ANY(my->value, &(struct awaitable[]){my->what}[0]);
    }
    async_return(my->value);
