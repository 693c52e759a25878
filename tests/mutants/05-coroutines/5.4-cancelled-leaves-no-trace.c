/* "Nobody wants to know where it was cancelled." */
    int error = running->raised;

    if (error == 0)
        return false;
    running->raised = 0;
    if (error != ECANCELED)
        traceback_add(coro_of(frame), file, line);
    return frame_fails(frame, error);
