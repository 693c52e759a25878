/* "Close the loop, then see who is left." On a closed loop nobody can clean up. */
    int left;

    error = loop_run_until_complete(&loop, main, NULL);
    loop_close(&loop);
    left = loop_cancel_all_tasks(&loop);
    if (error == 0)
        error = left;
