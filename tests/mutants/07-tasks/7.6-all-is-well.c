/* "It has run." And how? */
    loop_run_until_complete(&loop, main, NULL);
    error = loop_cancel_all_tasks(&loop);
    loop_close(&loop);
    error = 0;
