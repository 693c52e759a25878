/* Nothing is unfinished, and join waits for ever. */
    queue_items_put(queue, value);
    event_clear(&queue->finished);
    wake_next(&queue->getters);
