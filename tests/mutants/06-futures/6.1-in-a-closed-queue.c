/* "ready_push() is how a call gets into the queue." Of a loop that is closed, too. */
    struct handle *handle;

    while ((handle = future_pop(future)) != NULL)
        ready_push(&future->loop->ready, handle);
