/* "Each await writes its line." Each that an error passes. */
    int error = running->raised;

    traceback_add(coro_of(frame), file, line);
    if (error == 0)
        return false;
    running->raised = 0;
    return frame_fails(frame, error);
