/* "Unfinished is what is in the queue." What was taken out and is not done is, too. */
    queue_items_put(queue, value);
    queue->unfinished = queue->count;
    event_clear(&queue->finished);
    wake_next(&queue->getters);
