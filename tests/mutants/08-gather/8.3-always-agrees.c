/* "It was passed on, so the answer is yes." */
    for (size_t i = 0; i < gather->children.count; i++)
        if (future_cancel(child_future(&gather->children.array[i])))
            gather->cancel_requested = true;
    return true;
