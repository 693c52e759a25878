/* "First in, first out", taken too far: both conditions have to hold. */
    return a->when <= b->when && a->timer->order < b->timer->order;
