/* "They wait for this moment, so call them." In the middle of whoever sets the result. */
    struct handle *handle;

    while ((handle = future_pop(future)) != NULL)
        handle->callback(handle->arg);
