/* "ready_push() cannot fail." But its loop may be closed. */
    struct handle *ends = &future->callbacks, *last = ends->prev;

    if (future_done(future)) {
        ready_push(&future->loop->ready, handle);
        return 0;
    }
    handle->cancelled = false;
    handle->next = ends;
    last->next = handle;
    handle->prev = last;
    ends->prev = handle;
    return 0;
