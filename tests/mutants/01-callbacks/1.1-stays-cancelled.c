/* "Linking it in is all there is to do." */
    struct handle *ends = &queue->ready;

    handle->next = ends;
    handle->prev = ends->prev;
    ends->prev->next = handle;
    ends->prev = handle;
