/* "It did not get done, so it is cancelled." A later run could have finished it. */
    handle_init(&stop, stop_loop, loop);
    future_add_done_callback(future, &stop);
    error = loop_run_forever(loop);
    handle_cancel(&stop);
    if (error == 0 && !future_done(future)) {
        future_cancel(future);
        error = EINTR;
    }
    return error != 0 ? error : future_result(future, value);
