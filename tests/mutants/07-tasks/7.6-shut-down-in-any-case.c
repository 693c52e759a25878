/* "Shut down, come what may." A loop that failed a moment ago would be run again. */
    int left, shut;

    error = loop_run_until_complete(&loop, main, NULL);
    left = loop_cancel_all_tasks(&loop);
    shut = loop_shutdown(&loop);
    loop_close(&loop);
    if (left == 0)
        left = shut;
    if (error == 0)
        error = left;
