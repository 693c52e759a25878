/* A heap with the largest on top, as in the textbook's heapsort. */
    if (a->when != b->when)
        return a->when > b->when;
    return a->timer->order < b->timer->order;
