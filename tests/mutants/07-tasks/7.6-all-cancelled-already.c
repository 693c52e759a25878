/* "Main was cancelled, so everything was." A task that main let go was not: it is nobody's child. */
    int left = 0;

    error = loop_run_until_complete(&loop, main, NULL);
    if (error != ECANCELED)
        left = loop_cancel_all_tasks(&loop);
    loop_close(&loop);
    if (error == 0)
        error = left;
