/* "A closed loop takes nothing." But a pending future asks nothing of it. */
    struct handle *ends = &future->callbacks, *last = ends->prev;

    if (loop_is_closed(future->loop))
        return EBADF;
    if (future_done(future))
        return loop_call_soon(future->loop, handle);
    handle->cancelled = false;
    handle->next = ends;
    last->next = handle;
    handle->prev = last;
    ends->prev = handle;
    return 0;
