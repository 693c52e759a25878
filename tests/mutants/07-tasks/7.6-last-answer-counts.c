/* "error is what came last." What came first was main's. */
    error = loop_run_until_complete(&loop, main, NULL);
    error = loop_cancel_all_tasks(&loop);
    loop_close(&loop);
