/* "As long as some are left, somebody agrees." They may be done, and only not have reported. */
    bool agreed = gather->left > 0;

    for (size_t i = 0; i < gather->children.count; i++)
        future_cancel(child_future(&gather->children.array[i]));
    if (agreed)
        gather->cancel_requested = true;
    return agreed;
