/* "A done callback is called once, so nothing is left of it." Unless it was not called. */
    handle_init(&stop, stop_loop, loop);
    future_add_done_callback(future, &stop);
    error = loop_run_forever(loop);
    if (error == 0 && !future_done(future))
        error = EINTR;
    return error != 0 ? error : future_result(future, value);
