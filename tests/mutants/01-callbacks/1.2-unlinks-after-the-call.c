/* "First the call, and when it is made, out with the handle." */
    struct handle *batch = &queue->batch;
    size_t calls = 0;

    if (ready_is_empty(queue))
        return 0;
    *batch = queue->ready;
    batch->next->prev = batch;
    batch->prev->next = batch;
    ring_init(&queue->ready);
    while (batch->next != batch) {
        struct handle *first = batch->next;

        handle_run(queue, first);
        batch->next = first->next;
        batch->next->prev = batch;
        first->next = first->prev = NULL;
        calls++;
    }
    return calls;
