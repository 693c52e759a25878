/* "A call is a call: handle_run() adds nothing." It adds errors and observers. */
    struct handle *batch = &queue->batch;
    size_t calls = 0;

    (void)handle_run;
    if (ready_is_empty(queue))
        return 0;
    *batch = queue->ready;
    batch->next->prev = batch;
    batch->prev->next = batch;
    ring_init(&queue->ready);
    while (batch->next != batch) {
        struct handle *first = batch->next;

        batch->next = first->next;
        batch->next->prev = batch;
        first->next = first->prev = NULL;
        first->callback(first->arg);
        calls++;
    }
    return calls;
