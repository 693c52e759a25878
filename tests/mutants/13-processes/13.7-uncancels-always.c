/* "The count goes back to what it was." Also if nobody has interrupted. */
    int left = task_uncancel(my->task);

    if (my->interrupted && error == ECANCELED && left == 0)
        return EINTR;
    return error;
