/* "An error ends the batch, as an exception would." */
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
        const struct handle first = *batch->next;
        int error;

        handle_cancel(batch->next);
        calls++;
        error = first.callback(first.arg);
        if (error != 0 && queue->on_error != NULL)
            queue->on_error(queue, error, &first);
        if (error != 0)
            break;
    }
    return calls;
