/* "A stop should not leave calls behind." */
    do
        error = loop_iterate(loop);
    while (error == 0 && (!loop->stopping || !ready_is_empty(&loop->ready)));
    loop->stopping = false;
