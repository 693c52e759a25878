/* "`prev` of the closing handle is the next one, isn't it?" */
    struct handle *batch = &queue->batch;
    size_t calls = 0;

    if (ready_is_empty(queue))
        return 0;
    *batch = queue->ready;
    batch->next->prev = batch;
    batch->prev->next = batch;
    ring_init(&queue->ready);
    while (batch->prev != batch) {
        struct handle *last = batch->prev;

        batch->prev = last->prev;
        batch->prev->next = batch;
        last->next = last->prev = NULL;
        handle_run(queue, last);
        calls++;
    }
    return calls;
