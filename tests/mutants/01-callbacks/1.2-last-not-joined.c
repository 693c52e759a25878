/* "The struct is copied, so the ring is moved." Its last handle still points at the old end. */
    struct handle *batch = &queue->batch;
    size_t calls = 0;

    if (ready_is_empty(queue))
        return 0;
    *batch = queue->ready;
    batch->next->prev = batch;
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
