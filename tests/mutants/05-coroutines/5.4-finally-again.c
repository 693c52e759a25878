/* "An error leads to finally." But not if that is where it comes from. */
    int error = running->raised;

    if (error == 0)
        return false;
    running->raised = 0;
    traceback_add(coro_of(frame), file, line);
    frame->error = (short)error;
    frame->at = FRAME_FINALLY;
    return true;
