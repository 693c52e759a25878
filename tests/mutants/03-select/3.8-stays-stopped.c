/* "Whoever asked for the stop knows that it was asked." */
    do
        error = loop_iterate(loop);
    while (error == 0 && !loop->stopping);
