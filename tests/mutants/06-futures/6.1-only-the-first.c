/* "Pop and push": once. */
    struct handle *handle = future_pop(future);

    if (handle != NULL)
        loop_call_soon(future->loop, handle);
