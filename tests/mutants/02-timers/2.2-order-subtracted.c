/* "As in a comparison for qsort(): the difference says which is less." */
    if (a->when != b->when)
        return a->when < b->when;
    return (int)(a->timer->order - b->timer->order) < 0;
