/* The event stays set: join never waits. */
    queue_items_put(queue, value);
    queue->unfinished++;
    wake_next(&queue->getters);
