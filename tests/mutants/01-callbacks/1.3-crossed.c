/* "The next one gets my next, the one before gets my prev." */
    handle->cancelled = true;
    if (handle->next != NULL) {
        handle->next->prev = handle->next;
        handle->prev->next = handle->prev;
        handle->next = handle->prev = NULL;
    }
