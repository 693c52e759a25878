/* As a comparison function of qsort() is often written: the difference, as an int. */
    int difference = (int)(a->when - b->when);

    if (difference != 0)
        return difference < 0;
    return a->timer->order < b->timer->order;
