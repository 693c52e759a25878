/* "The caller wants it, too." It gets it when this frame has ended. */
    int error = running->raised;

    if (error == 0)
        return false;
    if (coro_of(frame)->caller == NULL)
        running->raised = 0;
    traceback_add(coro_of(frame), file, line);
    return frame_fails(frame, error);
