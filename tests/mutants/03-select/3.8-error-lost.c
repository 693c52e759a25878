/* "When the run is over, all is well." */
    do
        error = loop_iterate(loop);
    while (error == 0 && !loop->stopping);
    loop->stopping = false;
    error = 0;
