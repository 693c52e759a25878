/* "The program ends when all tasks have." Python's ends with main. */
    error = loop_run_until_complete(&loop, main, NULL);
    while (loop.all_tasks != NULL && loop_run_once(&loop) == 0)
        continue;
    loop_close(&loop);
