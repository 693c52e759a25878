/* "Whoever else has cancelled it: it was interrupted." The other one waits for an ECANCELED. */
    if (my->interrupted && error == ECANCELED) {
        task_uncancel(my->task);
        return EINTR;
    }
    return error;
