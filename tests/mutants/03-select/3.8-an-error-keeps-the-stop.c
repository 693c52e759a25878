/* "The stop is done when the run ended by it." */
    do
        error = loop_iterate(loop);
    while (error == 0 && !loop->stopping);
    if (error == 0)
        loop->stopping = false;
