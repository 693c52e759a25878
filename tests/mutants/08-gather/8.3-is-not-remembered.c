/* "The children's ECANCELED will fail the gather." Not if they swallow it. */
    bool agreed = false;

    for (size_t i = 0; i < gather->children.count; i++)
        if (future_cancel(child_future(&gather->children.array[i])))
            agreed = true;
    return agreed;
