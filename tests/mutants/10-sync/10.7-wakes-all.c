/* Wakes all getters for one item. */
    queue_items_put(queue, value);
    queue->unfinished++;
    event_clear(&queue->finished);
    while (queue->getters.first != NULL)
        wake_next(&queue->getters);
