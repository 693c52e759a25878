/* "What is pushed is going to run, so it goes where the running calls are." */
    struct handle *ends = &queue->batch;

    handle->cancelled = false;
    handle->next = ends;
    handle->prev = ends->prev;
    ends->prev->next = handle;
    ends->prev = handle;
