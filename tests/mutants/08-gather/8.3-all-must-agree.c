/* "It is cancelled if all of them are." One that is done already does not agree. */
    bool agreed = true;

    for (size_t i = 0; i < gather->children.count; i++)
        if (!future_cancel(child_future(&gather->children.array[i])))
            agreed = false;
    if (agreed)
        gather->cancel_requested = true;
    return agreed;
