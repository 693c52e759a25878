/* "When nothing is queued, no timer waits and no descriptor is watched, the work is done." */
    do
        error = loop_iterate(loop);
    while (error == 0 && !loop->stopping &&
           (!ready_is_empty(&loop->ready) || loop->timers.count > 0 || loop->watched > 0));
    loop->stopping = false;
