/* "Now `batch` has the calls." So does `ready`, still. */
    struct handle *batch = &queue->batch;
    size_t calls = 0;

    if (ready_is_empty(queue))
        return 0;
    *batch = queue->ready;
    batch->next->prev = batch;
    batch->prev->next = batch;
    while (batch->next != batch) {
        struct handle *first = batch->next;

        batch->next = first->next;
        batch->next->prev = batch;
        first->next = first->prev = NULL;
        handle_run(queue, first);
        calls++;
    }
    return calls;
