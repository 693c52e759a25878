/* "Main has ended, so the program has." Others have not. */
    error = loop_run_until_complete(&loop, main, NULL);
    loop_close(&loop);
