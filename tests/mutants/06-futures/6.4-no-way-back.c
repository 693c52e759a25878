/* "Forwards is the way that it will go." Without prev, handle_cancel() cannot take it out. */
    struct handle *ends = &future->callbacks, *last = ends->prev;

    if (future_done(future))
        return loop_call_soon(future->loop, handle);
    handle->cancelled = false;
    handle->next = ends;
    last->next = handle;
    ends->prev = handle;
    return 0;
