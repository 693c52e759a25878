/* "This frame is in the traceback already." In that of another error. */
    int error = running->raised;

    if (error == 0)
        return false;
    running->raised = 0;
    if (frame->error == 0)
        traceback_add(coro_of(frame), file, line);
    return frame_fails(frame, error);
