/* "loop_call_soon() does the rest." It refuses a handle that stands in a ring still. */
    struct handle *ends = &future->callbacks;

    (void)future_pop;
    for (struct handle *handle = ends->next; handle != ends; handle = handle->next)
        loop_call_soon(future->loop, handle);
