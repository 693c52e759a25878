/* "It runs for ever, until the future is done." Who tells it? */
    handle_init(&stop, stop_loop, loop);
    error = loop_run_forever(loop);
    if (error == 0 && !future_done(future))
        error = EINTR;
    return error != 0 ? error : future_result(future, value);
