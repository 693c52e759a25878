/* "Done or not, that is the question." Why it is not done, another. */
    handle_init(&stop, stop_loop, loop);
    future_add_done_callback(future, &stop);
    loop_run_forever(loop);
    handle_cancel(&stop);
    error = future_done(future) ? future_result(future, value) : EINTR;
    return error;
