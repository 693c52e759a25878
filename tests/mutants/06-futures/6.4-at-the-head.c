/* "Behind the handle that closes the ring": that is the head. */
    struct handle *ends = &future->callbacks, *head = ends->next;

    if (future_done(future))
        return loop_call_soon(future->loop, handle);
    handle->cancelled = false;
    handle->next = head;
    head->prev = handle;
    handle->prev = ends;
    ends->next = handle;
    return 0;
