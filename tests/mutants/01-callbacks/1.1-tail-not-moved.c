/* "The new one knows its neighbours, and the old tail knows the new one: done." */
    struct handle *ends = &queue->ready;

    handle->cancelled = false;
    handle->next = ends;
    handle->prev = ends->prev;
    ends->prev->next = handle;
