/* Shuts down while tasks are left, which may still need what is shut down. */
    int left;

    error = loop_run_until_complete(&loop, main, NULL);
    left = loop_shutdown(&loop);
    if (left == 0)
        left = loop_cancel_all_tasks(&loop);
    loop_close(&loop);
    if (error == 0)
        error = left;
