/* "Only the links." A handle that was cancelled once still says so. */
    struct handle *ends = &future->callbacks, *last = ends->prev;

    if (future_done(future))
        return loop_call_soon(future->loop, handle);
    handle->next = ends;
    last->next = handle;
    handle->prev = last;
    ends->prev = handle;
    return 0;
