/* "Run what is queued until nothing is queued any more." */
    size_t calls = 0;

    while (!ready_is_empty(queue)) {
        struct handle *first = queue->ready.next;

        first->next->prev = first->prev;
        first->prev->next = first->next;
        first->next = first->prev = NULL;
        handle_run(queue, first);
        calls++;
    }
    return calls;
