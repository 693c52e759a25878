/* "-1 for before, 1 for after." For a bool both are true. */
    if (a->when != b->when)
        return a->when < b->when ? -1 : 1;
    return a->timer->order < b->timer->order ? -1 : 1;
