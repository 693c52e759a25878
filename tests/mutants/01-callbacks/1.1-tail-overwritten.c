/* "First the two links of the ring, then my own." By then the old tail is forgotten. */
    struct handle *ends = &queue->ready;

    handle->cancelled = false;
    ends->prev = handle;
    handle->next = ends;
    handle->prev = ends->prev;
    ends->prev->next = handle;
