/* "Who wants it will look." */
    queue_items_put(queue, value);
    queue->unfinished++;
    event_clear(&queue->finished);
