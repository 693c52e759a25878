/* "The first that refuses has the last word." Those behind one that is done are not asked. */
    for (size_t i = 0; i < gather->children.count; i++)
        if (!future_cancel(child_future(&gather->children.array[i])))
            return false;
    gather->cancel_requested = true;
    return true;
