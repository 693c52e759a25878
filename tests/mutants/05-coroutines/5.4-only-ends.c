/* "The body ends." And the error with it. */
    if (running->raised == 0)
        return false;
    running->raised = 0;
    traceback_add(coro_of(frame), file, line);
    return frame_ends(frame);
