/* To find the end of a list, walk there. It is right, but each push takes as long as the queue is. */
    struct handle *last = &queue->ready;

    while (last->next != &queue->ready)
        last = last->next;
    last->next = handle;
    handle->prev = last;
    handle->next = &queue->ready;
    queue->ready.prev = handle;
    handle->cancelled = false;
