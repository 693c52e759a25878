/* "It waits for no future, so its next step must cancel." A parked task has no next step. */
    if (task->stack.waits_for != NULL && future_cancel(task->stack.waits_for))
        return true;
    task->must_cancel = true;
    return true;
