/* "Count what is queued, then take as many from the head." A cancel makes room for a new call. */
    size_t count = 0, calls = 0;

    for (struct handle *at = queue->ready.next; at != &queue->ready; at = at->next)
        count++;
    while (calls < count && !ready_is_empty(queue)) {
        struct handle *first = queue->ready.next;

        first->next->prev = first->prev;
        first->prev->next = first->next;
        first->next = first->prev = NULL;
        handle_run(queue, first);
        calls++;
    }
    return calls;
