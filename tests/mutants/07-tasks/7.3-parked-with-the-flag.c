/* "Parked or not, the next step must cancel; a parked one is woken for it." Almost: see task_uncancel(). */
    if (task->stack.waits_for != NULL && future_cancel(task->stack.waits_for))
        return true;
    task->must_cancel = true;
    task_wake(task);
    return true;
