/* "The frame knows its line." Not while it runs. */
    int error = running->raised;

    (void)line;
    if (error == 0)
        return false;
    running->raised = 0;
    traceback_add(coro_of(frame), file, frame->at);
    return frame_fails(frame, error);
