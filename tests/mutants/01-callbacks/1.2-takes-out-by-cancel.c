/* There is a function that takes a handle out of its ring: handle_cancel(). It also marks the handle. */
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

        handle_cancel(first);
        handle_run(queue, first);
        calls++;
    }
    return calls;
