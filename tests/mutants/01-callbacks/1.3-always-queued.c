/* "Who cancels a handle has pushed it before." */
    handle->cancelled = true;
    handle->next->prev = handle->prev;
    handle->prev->next = handle->next;
    handle->next = handle->prev = NULL;
