/* "The loop that runs now will call them." It may be another one. */
    struct handle *handle;
    struct loop *loop = asyncio_get_running_loop() != NULL ? asyncio_get_running_loop() : future->loop;

    while ((handle = future_pop(future)) != NULL)
        loop_call_soon(loop, handle);
