/* "A fresh handle with the right links; everything else starts at zero." */
    struct handle *ends = &queue->ready;

    *handle = (struct handle){.next = ends, .prev = ends->prev};
    ends->prev->next = handle;
    ends->prev = handle;
