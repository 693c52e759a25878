/* "Ask all to stop, one iteration, ask those that are left." That breaks into their cleanups. */
    error = loop_run_until_complete(&loop, main, NULL);
    while (loop.all_tasks != NULL) {
        for (struct task *task = loop.all_tasks; task != NULL; task = task->next)
            task_cancel(task);
        loop_run_once(&loop);
    }
    loop_close(&loop);
