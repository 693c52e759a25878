/* "Walk, and remember the next one." They are in two rings now, and the links can only serve one. */
    struct handle *ends = &future->callbacks;

    (void)future_pop;
    for (struct handle *handle = ends->next, *next; handle != ends; handle = next) {
        next = handle->next;
        ready_push(&future->loop->ready, handle);
    }
