/* Counts it, says so to all, and forgets it. */
    (void)value;
    queue->unfinished++;
    event_clear(&queue->finished);
    wake_next(&queue->getters);
