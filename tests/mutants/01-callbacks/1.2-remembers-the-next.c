/* "Remember the next one before the call, for the call may change the list." It may change the next. */
    struct handle *batch = &queue->batch, *next;
    size_t calls = 0;

    if (ready_is_empty(queue))
        return 0;
    *batch = queue->ready;
    batch->next->prev = batch;
    batch->prev->next = batch;
    ring_init(&queue->ready);
    for (struct handle *at = batch->next; at != batch; at = next) {
        next = at->next;
        batch->next = next;
        next->prev = batch;
        at->next = at->prev = NULL;
        handle_run(queue, at);
        calls++;
    }
    return calls;
