/* "The loop is a local variable: it goes by itself." What it has allocated does not. */
    int left;

    error = loop_run_until_complete(&loop, main, NULL);
    left = loop_cancel_all_tasks(&loop);
    if (error == 0)
        error = left;
