/* "ECANCELED is how a main ends that Ctrl-C has stopped." So does one that was cancelled. */
    if (error == ECANCELED && task_uncancel(my->task) == 0)
        return EINTR;
    return error;
