/* "A list is walked from next to next." But a handle that is queued has its neighbours there. */
    struct handle *ends = &future->callbacks;

    (void)future_pop;
    for (struct handle *handle = ends->next; handle != ends; handle = handle->next)
        ready_push(&future->loop->ready, handle);
