/* Wakes who wants to put in, when there is less room. */
    queue_items_put(queue, value);
    queue->unfinished++;
    event_clear(&queue->finished);
    wake_next(&queue->putters);
