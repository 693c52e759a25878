/* "Pop" as from a stack. */
    struct handle *ends = &future->callbacks, *last;

    (void)future_pop;
    while ((last = ends->prev) != ends) {
        handle_cancel(last);
        loop_call_soon(future->loop, last);
    }
