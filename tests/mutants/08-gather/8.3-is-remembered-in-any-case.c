/* "It was asked to cancel." Even when nobody agreed: then all results are there. */
    bool agreed = false;

    gather->cancel_requested = true;
    for (size_t i = 0; i < gather->children.count; i++)
        if (future_cancel(child_future(&gather->children.array[i])))
            agreed = true;
    return agreed;
