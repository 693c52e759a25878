/* "A ring has no special case for empty." To move one that points at itself is one. */
    struct handle *batch = &queue->batch;
    size_t calls = 0;

    *batch = queue->ready;
    batch->next->prev = batch;
    batch->prev->next = batch;
    ring_init(&queue->ready);
    while (batch->next != batch) {
        struct handle *first = batch->next;

        batch->next = first->next;
        batch->next->prev = batch;
        first->next = first->prev = NULL;
        handle_run(queue, first);
        calls++;
    }
    return calls;
