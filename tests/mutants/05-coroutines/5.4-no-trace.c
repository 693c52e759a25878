/* "Whoever raised it has written it down." But not the way that it went. */
    int error = running->raised;

    (void)file, (void)line;
    running->raised = 0;
    return error != 0 && frame_fails(frame, error);
