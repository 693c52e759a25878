/* "It is done, so call it." In the middle of whoever adds it. */
    struct handle *ends = &future->callbacks, *last = ends->prev;

    if (future_done(future))
        return handle->callback(handle->arg);
    handle->cancelled = false;
    handle->next = ends;
    last->next = handle;
    handle->prev = last;
    ends->prev = handle;
    return 0;
