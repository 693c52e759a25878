/* "After the handle that closes the ring: that must be the end." */
    struct handle *ends = &queue->ready;

    handle->cancelled = false;
    handle->next = ends->next;
    handle->prev = ends;
    ends->next->prev = handle;
    ends->next = handle;
