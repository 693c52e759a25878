/* "ECANCELED is for the one that was cancelled, not for who awaits it." */
    int error = running->raised;

    running->raised = 0;
    if (error == 0 || error == ECANCELED)
        return false;
    traceback_add(coro_of(frame), file, line);
    return frame_fails(frame, error);
