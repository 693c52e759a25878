/* The first handle is out as soon as `batch` points at the second. The second still points back at it. */
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
        first->next = first->prev = NULL;
        handle_run(queue, first);
        calls++;
    }
    return calls;
