/* "A loop for ever is for ever." */
    do
        error = loop_iterate(loop);
    while (!loop->stopping);
    loop->stopping = false;
