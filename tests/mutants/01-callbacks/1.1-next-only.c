/* "The ring is walked along `next`, so `next` is what I have to set." */
    struct handle *ends = &queue->ready;

    handle->cancelled = false;
    handle->next = ends;
    ends->prev->next = handle;
    ends->prev = handle;
