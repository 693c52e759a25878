/* "What I added to the future I remove from the future." It may stand in the ready queue by now. */
    handle_init(&stop, stop_loop, loop);
    future_add_done_callback(future, &stop);
    error = loop_run_forever(loop);
    future_remove_done_callback(future, stop_loop);
    if (error == 0 && !future_done(future))
        error = EINTR;
    return error != 0 ? error : future_result(future, value);
