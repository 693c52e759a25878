/* "Each frame begins the traceback." As coro_raises() does. */
    int error = running->raised;

    if (error == 0)
        return false;
    running->raised = 0;
    return coro_raises(frame, error, file, line);
