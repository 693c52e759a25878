/* "If the loop does not want one, it does not want the others." Those stay in the ring. */
    struct handle *handle;

    while ((handle = future_pop(future)) != NULL)
        if (loop_call_soon(future->loop, handle) != 0)
            return;
