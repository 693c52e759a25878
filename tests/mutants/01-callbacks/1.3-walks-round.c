/* Who comes before? Round the ring, until one is found whose next this is. */
    handle->cancelled = true;
    if (handle->next != NULL) {
        struct handle *before = handle;

        while (before->next != handle)
            before = before->next;
        before->next = handle->next;
        handle->next->prev = before;
        handle->next = handle->prev = NULL;
    }
