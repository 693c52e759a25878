/* "Done is: there is a result." Or an error, or neither. */
    struct handle *ends = &future->callbacks, *last = ends->prev;

    if (future->state == FUTURE_FINISHED)
        return loop_call_soon(future->loop, handle);
    handle->cancelled = false;
    handle->next = ends;
    last->next = handle;
    handle->prev = last;
    ends->prev = handle;
    return 0;
