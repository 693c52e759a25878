/* "From the end: one variable less." */
    bool agreed = false;

    for (size_t i = gather->children.count; i-- > 0;)
        agreed |= future_cancel(child_future(&gather->children.array[i]));
    if (agreed)
        gather->cancel_requested = true;
    return agreed;
