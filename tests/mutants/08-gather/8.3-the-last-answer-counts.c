/* "Whether it was asked to cancel is what the children have answered." */
    bool agreed = false;

    for (size_t i = 0; i < gather->children.count; i++)
        if (future_cancel(child_future(&gather->children.array[i])))
            agreed = true;
    gather->cancel_requested = agreed;
    return agreed;
