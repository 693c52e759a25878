/* "Splice the whole ring at once." The links towards the head are forgotten. */
    struct handle *ends = &future->callbacks, *queue = &future->loop->ready.ready;

    (void)future_pop;
    if (ends->next == ends || loop_is_closed(future->loop))
        return;
    queue->prev->next = ends->next;
    queue->prev = ends->prev;
    ends->prev->next = queue;
    ends->next = ends->prev = ends;
