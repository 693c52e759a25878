/* Does not take the request off the task's count. */
    if (my->interrupted && error == ECANCELED)
        return EINTR;
    return error;
