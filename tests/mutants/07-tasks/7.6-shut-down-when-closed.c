/* Closes, and then shuts down: by then nothing is left of it. */
    int left;

    error = loop_run_until_complete(&loop, main, NULL);
    left = loop_cancel_all_tasks(&loop);
    loop_close(&loop);
    if (left == 0)
        left = loop_shutdown(&loop);
    if (error == 0)
        error = left;
