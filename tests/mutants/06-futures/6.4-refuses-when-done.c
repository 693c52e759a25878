/* "There is nothing left to wait for": an error. Then each caller would have to ask first. */
    struct handle *ends = &future->callbacks, *last = ends->prev;

    if (future_done(future))
        return EALREADY;
    handle->cancelled = false;
    handle->next = ends;
    last->next = handle;
    handle->prev = last;
    ends->prev = handle;
    return 0;
