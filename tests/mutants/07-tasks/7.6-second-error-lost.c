/* "What counts is what main came to." If that is well, the other error is the answer. */
    error = loop_run_until_complete(&loop, main, NULL);
    loop_cancel_all_tasks(&loop);
    loop_close(&loop);
