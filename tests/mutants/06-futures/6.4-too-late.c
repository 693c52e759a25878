/* "In the ring, and there it is found." Of a future that is done nobody looks there any more. */
    struct handle *ends = &future->callbacks, *last = ends->prev;

    handle->cancelled = false;
    handle->next = ends;
    last->next = handle;
    handle->prev = last;
    ends->prev = handle;
    return 0;
