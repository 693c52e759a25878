/* "An error: nothing more to do." But to take the callback back. */
    handle_init(&stop, stop_loop, loop);
    future_add_done_callback(future, &stop);
    error = loop_run_forever(loop);
    if (error != 0)
        return error;
    handle_cancel(&stop);
    return future_done(future) ? future_result(future, value) : EINTR;
