/* "<= lets the ones with equal deadlines in." In any order. */
    return a->when <= b->when;
