/* "Run an iteration." */
    error = loop_iterate(loop);
    loop->stopping = false;
