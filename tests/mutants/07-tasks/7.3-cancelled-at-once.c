/* "cancel() cancels." It asks: the coroutine has the last word. */
    if (task->stack.waits_for != NULL && future_cancel(task->stack.waits_for))
        return true;
    all_tasks_remove(task);
    future_end(&task->future, value_of(0), ECANCELED);
    return true;
