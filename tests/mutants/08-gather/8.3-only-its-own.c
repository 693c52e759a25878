/* "What was passed in is not ours to cancel." */
    bool agreed = false;

    for (size_t i = 0; i < gather->children.count; i++)
        if (gather->children.array[i].what.kind == AWAITABLE_MADE &&
            future_cancel(child_future(&gather->children.array[i])))
            agreed = true;
    if (agreed)
        gather->cancel_requested = true;
    return agreed;
