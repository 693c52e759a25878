/* "The sign of the difference says it." The difference of two infinities is no number. */
    double difference = a->when - b->when;

    if (difference != 0)
        return difference < 0;
    return a->timer->order < b->timer->order;
