/* "If one is left it was Ctrl-C." It is on the count still: the next who asks sees it. */
    if (my->interrupted && error == ECANCELED && task_cancelling(my->task) == 1)
        return EINTR;
    return error;
