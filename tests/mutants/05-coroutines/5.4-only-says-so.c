/* "True means that there was one." Nobody tells the frame. */
    int error = running->raised;

    (void)frame;
    running->raised = 0;
    if (error != 0)
        traceback_add(coro_of(frame), file, line);
    return error != 0;
