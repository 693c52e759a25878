/* "Who is due earlier is first." And when both are due at once? */
    return a->when < b->when;
