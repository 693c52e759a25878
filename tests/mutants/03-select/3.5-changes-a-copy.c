/* "Empty the side and cancel the handle." */
    struct handle *removed = *side;

    if (removed == NULL)
        return false;
    *side = NULL;
    handle_cancel(removed);
    return true;
