/* "Somebody waits, so it need not go in." He will look into the queue. */
    if (queue->getters.first == NULL)
        queue_items_put(queue, value);
    queue->unfinished++;
    event_clear(&queue->finished);
    wake_next(&queue->getters);
