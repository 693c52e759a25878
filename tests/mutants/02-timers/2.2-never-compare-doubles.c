/* "Never compare doubles with ==: they are equal if they are close." */
    if (fabs(a->when - b->when) > 1e-9)
        return a->when < b->when;
    return a->timer->order < b->timer->order;
