/* `batch` is only walked forwards, so it needs no `prev`. */
    struct handle *batch = &queue->batch;
    size_t calls = 0;

    if (ready_is_empty(queue))
        return 0;
    batch->next = queue->ready.next;
    batch->next->prev = batch;
    queue->ready.prev->next = batch;
    ring_init(&queue->ready);
    while (batch->next != batch) {
        struct handle *first = batch->next;

        batch->next = first->next;
        first->next->prev = batch;
        first->next = first->prev = NULL;
        handle_run(queue, first);
        calls++;
    }
    return calls;
