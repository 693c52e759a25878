/* "Run as long as nobody says stop." */
    while (error == 0 && !loop->stopping)
        error = loop_iterate(loop);
    loop->stopping = false;
