/* "A new run begins without a stop." */
    loop->stopping = false;
    do
        error = loop_iterate(loop);
    while (error == 0 && !loop->stopping);
    loop->stopping = false;
