/* "One iteration after the other until it is done." And nobody can stop it. */
    error = 0;
    handle_init(&stop, stop_loop, loop);
    while (error == 0 && !future_done(future))
        error = loop_run_once(loop);
    return error != 0 ? error : future_result(future, value);
