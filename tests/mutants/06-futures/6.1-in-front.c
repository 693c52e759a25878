/* "Who has waited so long may go first." */
    struct handle *handle, *queue = &future->loop->ready.ready;

    while (!loop_is_closed(future->loop) && future->callbacks.prev != &future->callbacks) {
        handle = future->callbacks.prev;
        handle_cancel(handle);
        handle->cancelled = false;
        handle->prev = queue;
        handle->next = queue->next;
        queue->next->prev = handle;
        queue->next = handle;
    }
    while (future_pop(future) != NULL)
        continue;
