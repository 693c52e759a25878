/* "The number of calls is the length of the queue when the batch begins." */
    struct handle *batch = &queue->batch;
    size_t calls = 0;

    if (ready_is_empty(queue))
        return 0;
    for (struct handle *at = queue->ready.next; at != &queue->ready; at = at->next)
        calls++;
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
    }
    return calls;
