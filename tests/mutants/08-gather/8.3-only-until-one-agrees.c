/* "Any of them: the first that agrees will do." The others are not asked. */
    bool agreed = false;

    for (size_t i = 0; i < gather->children.count; i++)
        agreed = agreed || future_cancel(child_future(&gather->children.array[i]));
    if (agreed)
        gather->cancel_requested = true;
    return agreed;
