/* "The result stands in the future." If it has one, and if somebody wants it. */
    handle_init(&stop, stop_loop, loop);
    future_add_done_callback(future, &stop);
    error = loop_run_forever(loop);
    handle_cancel(&stop);
    if (error == 0 && !future_done(future))
        error = EINTR;
    *value = future->value;
    return error != 0 ? error : future_result(future, NULL);
