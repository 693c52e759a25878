/* "Into the ring, and if it is done, schedule the ring." Near; but a closed loop is not noticed. */
    struct handle *ends = &future->callbacks, *last = ends->prev;

    handle->cancelled = false;
    handle->next = ends;
    last->next = handle;
    handle->prev = last;
    ends->prev = handle;
    if (future_done(future))
        future_schedule_callbacks(future);
    return 0;
