/* "Run until the queue is empty." */
    do
        error = loop_iterate(loop);
    while (error == 0 && !loop->stopping && !ready_is_empty(&loop->ready));
    loop->stopping = false;
