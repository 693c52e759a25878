/* "After the stop one more iteration, for what is left." */
    do
        error = loop_iterate(loop);
    while (error == 0 && !loop->stopping);
    loop->stopping = false;
    if (error == 0 && !ready_is_empty(&loop->ready))
        error = loop_iterate(loop);
