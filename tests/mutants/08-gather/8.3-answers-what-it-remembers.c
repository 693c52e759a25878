/* "It was asked, so the answer is yes." Also the second time, when nobody agrees. */
    for (size_t i = 0; i < gather->children.count; i++)
        if (future_cancel(child_future(&gather->children.array[i])))
            gather->cancel_requested = true;
    return gather->cancel_requested;
