/* "The run went well." But what it ran for did not. */
    handle_init(&stop, stop_loop, loop);
    future_add_done_callback(future, &stop);
    error = loop_run_forever(loop);
    handle_cancel(&stop);
    if (error == 0 && !future_done(future))
        error = EINTR;
    if (error == 0)
        future_result(future, value);
    return error;
