/* "If it is done ..." with the answer for the other case. */
    struct handle *ends = &future->callbacks, *last = ends->prev;

    if (!future_done(future))
        return loop_call_soon(future->loop, handle);
    handle->cancelled = false;
    handle->next = ends;
    last->next = handle;
    handle->prev = last;
    ends->prev = handle;
    return 0;
