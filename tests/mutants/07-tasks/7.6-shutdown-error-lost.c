/* Shuts down, and does not ask how it went. */
    int left;

    error = loop_run_until_complete(&loop, main, NULL);
    left = loop_cancel_all_tasks(&loop);
    if (left == 0)
        loop_shutdown(&loop);
    loop_close(&loop);
    if (error == 0)
        error = left;
