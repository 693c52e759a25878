/* "A list ends in NULL, as all lists do." */
    struct handle *ends = &queue->ready;

    handle->cancelled = false;
    handle->next = NULL;
    handle->prev = ends->prev;
    ends->prev->next = handle;
    ends->prev = handle;
