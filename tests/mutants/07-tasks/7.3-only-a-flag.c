/* "The next step will see to it." There is no next step before the future is done. */
    task->must_cancel = true;
    return true;
