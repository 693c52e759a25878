/* "loop_run_once() is there already." */
    do
        error = loop_run_once(loop);
    while (error == 0 && !loop->stopping);
    loop->stopping = false;
