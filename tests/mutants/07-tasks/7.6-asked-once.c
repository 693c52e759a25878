/* "Ask everybody to stop, and give them a turn." A cleanup may take longer. */
    error = loop_run_until_complete(&loop, main, NULL);
    for (struct task *task = loop.all_tasks; task != NULL; task = task->next)
        task_cancel(task);
    loop_run_once(&loop);
    loop_close(&loop);
