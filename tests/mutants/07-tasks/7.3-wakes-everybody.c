/* "Whoever is cancelled must be stepped." Its step may be queued already, or it may be running. */
    if (task->stack.waits_for != NULL && future_cancel(task->stack.waits_for))
        return true;
    task->must_cancel = true;
    task->parked = false;
    ready_push(&task->future.loop->ready, &task->step);
    return true;
