/* "It was interrupted, whatever it made of that." It may have gone on, and ended well. */
    if (my->interrupted && task_uncancel(my->task) == 0)
        return EINTR;
    return error;
