/* "Ask for the next one while this one is still known." But it was queued: its next is another's. */
    struct handle *handle = future_pop(future);

    while (handle != NULL && handle != &future->loop->ready.ready) {
        loop_call_soon(future->loop, handle);
        handle = handle->next;
    }
