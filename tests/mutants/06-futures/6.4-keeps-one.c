/* "The callback of the future." There may be more than one. */
    struct handle *ends = &future->callbacks;

    if (future_done(future))
        return loop_call_soon(future->loop, handle);
    handle->cancelled = false;
    ends->next = ends->prev = handle;
    handle->next = handle->prev = ends;
    return 0;
