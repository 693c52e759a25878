/* "The future knows what to answer." That it is pending is no news. */
    handle_init(&stop, stop_loop, loop);
    future_add_done_callback(future, &stop);
    error = loop_run_forever(loop);
    handle_cancel(&stop);
    return error != 0 ? error : future_result(future, value);
