/* The batch ends with the handle that is last now. But that one may be cancelled, and never come. */
    struct handle *last = queue->ready.prev;
    size_t calls = 0;

    while (!ready_is_empty(queue)) {
        struct handle *first = queue->ready.next;

        queue->ready.next = first->next;
        first->next->prev = &queue->ready;
        first->next = first->prev = NULL;
        handle_run(queue, first);
        calls++;
        if (first == last)
            break;
    }
    return calls;
