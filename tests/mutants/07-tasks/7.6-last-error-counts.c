/* "If the cancelling fails, that is the error." Main's came first, and is why they had to be cancelled. */
    int left;

    error = loop_run_until_complete(&loop, main, NULL);
    left = loop_cancel_all_tasks(&loop);
    loop_close(&loop);
    if (left != 0)
        error = left;
