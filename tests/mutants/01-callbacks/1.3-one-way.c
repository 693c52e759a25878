/* "The one before has to skip me." And the one after? */
    handle->cancelled = true;
    if (handle->next != NULL) {
        handle->prev->next = handle->next;
        handle->next = handle->prev = NULL;
    }
