/* "All tasks are done, so close it." What else the loop keeps, such as threads, may be at work. */
    int left;

    error = loop_run_until_complete(&loop, main, NULL);
    left = loop_cancel_all_tasks(&loop);
    loop_close(&loop);
    if (error == 0)
        error = left;
