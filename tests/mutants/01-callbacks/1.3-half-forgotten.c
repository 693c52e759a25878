/* "Without `next` it is in no queue." True, but `prev` still leads to a neighbour that may be gone. */
    handle->cancelled = true;
    if (handle->next != NULL) {
        handle->next->prev = handle->prev;
        handle->prev->next = handle->next;
        handle->next = NULL;
    }
