/* "With an error there is nothing more to do." The others still have to clean up. */
    error = loop_run_until_complete(&loop, main, NULL);
    if (error == 0)
        error = loop_cancel_all_tasks(&loop);
    loop_close(&loop);
