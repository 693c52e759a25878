/* Counts one once only: the second one need not be done. */
    queue_items_put(queue, value);
    if (queue->unfinished == 0)
        queue->unfinished = 1;
    event_clear(&queue->finished);
    wake_next(&queue->getters);
