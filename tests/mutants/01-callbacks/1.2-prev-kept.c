/* `next` says who is queued, so it is enough to set that one to NULL. */
    struct handle *batch = &queue->batch;
    size_t calls = 0;

    if (ready_is_empty(queue))
        return 0;
    batch->next = queue->ready.next;
    batch->prev = queue->ready.prev;
    batch->next->prev = batch;
    batch->prev->next = batch;
    ring_init(&queue->ready);
    while (batch->next != batch) {
        struct handle *first = batch->next;

        batch->next = first->next;
        first->next->prev = batch;
        first->next = NULL;
        handle_run(queue, first);
        calls++;
    }
    return calls;
