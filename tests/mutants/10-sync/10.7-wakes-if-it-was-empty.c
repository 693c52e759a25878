/* "If there was something, nobody waits." Who was woken has not taken it yet. */
    queue_items_put(queue, value);
    queue->unfinished++;
    event_clear(&queue->finished);
    if (queue->count == 1)
        wake_next(&queue->getters);
