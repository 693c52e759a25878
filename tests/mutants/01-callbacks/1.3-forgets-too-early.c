/* "First clean up my own links, then join the neighbours." By then they are unknown. */
    handle->cancelled = true;
    if (handle->next != NULL) {
        handle->next = handle->prev = NULL;
        handle->next->prev = handle->prev;
        handle->prev->next = handle->next;
    }
