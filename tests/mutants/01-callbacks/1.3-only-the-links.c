/* "Out of the ring is out of the world." */
    if (handle->next != NULL) {
        handle->next->prev = handle->prev;
        handle->prev->next = handle->next;
        handle->next = handle->prev = NULL;
    }
