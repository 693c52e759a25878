/* "Better keep a copy: who knows how long the other lives." Then nobody can take it back. */
    void *malloc(size_t size);
    struct handle *copy = malloc(sizeof *copy), *ends = &future->callbacks, *last = ends->prev;

    if (future_done(future))
        return loop_call_soon(future->loop, handle);
    *copy = *handle;
    copy->cancelled = false;
    copy->next = ends;
    last->next = copy;
    copy->prev = last;
    ends->prev = copy;
    return 0;
