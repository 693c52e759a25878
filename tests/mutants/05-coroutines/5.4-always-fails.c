/* "Error 0 does no harm." It ends the body. */
    int error = running->raised;

    running->raised = 0;
    if (error != 0)
        traceback_add(coro_of(frame), file, line);
    return frame_fails(frame, error);
