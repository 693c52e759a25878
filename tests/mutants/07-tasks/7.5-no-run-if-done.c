/* "It is done: nothing to run for." It makes one iteration all the same. */
    if (future_done(future))
        return future_result(future, value);
    handle_init(&stop, stop_loop, loop);
    future_add_done_callback(future, &stop);
    error = loop_run_forever(loop);
    handle_cancel(&stop);
    if (error == 0 && !future_done(future))
        error = EINTR;
    return error != 0 ? error : future_result(future, value);
