/* "The error is there until somebody catches it." So the next await raises it again. */
    if (running->raised == 0)
        return false;
    traceback_add(coro_of(frame), file, line);
    return frame_fails(frame, running->raised);
