/* "An int is enough to count timers." */
    if (a->when != b->when)
        return a->when < b->when;
    return (int)a->timer->order < (int)b->timer->order;
