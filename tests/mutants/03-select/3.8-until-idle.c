/* "When nothing is queued and no timer waits, the work is done." */
    do
        error = loop_iterate(loop);
    while (error == 0 && !loop->stopping &&
           (!ready_is_empty(&loop->ready) || loop->timers.count > 0));
    loop->stopping = false;
