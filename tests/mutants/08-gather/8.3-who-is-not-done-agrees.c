/* "Whoever is not done agrees." A gather among the children may refuse. */
    for (size_t i = 0; i < gather->children.count; i++) {
        struct future *child = child_future(&gather->children.array[i]);

        if (!future_done(child)) {
            future_cancel(child);
            gather->cancel_requested = true;
        }
    }
    return gather->cancel_requested;
