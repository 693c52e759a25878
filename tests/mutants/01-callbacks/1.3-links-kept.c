/* "Its neighbours do not know it any more; that is what counts." */
    handle->cancelled = true;
    if (handle->next != NULL) {
        handle->next->prev = handle->prev;
        handle->prev->next = handle->next;
    }
