/* "The ring forgets the handle; that the handle remembers the ring hurts nobody." */
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

        batch->next = first->next;
        batch->next->prev = batch;
        handle_run(queue, first);
        calls++;
    }
    return calls;
