/* The comparison of the orders the wrong way round. */
    if (a->when != b->when)
        return a->when < b->when;
    return a->timer->order > b->timer->order;
