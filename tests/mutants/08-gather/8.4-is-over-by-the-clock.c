/* "Too late is when the clock says so." It did not ask whether the deadline's cancel came. */
    if (loop_time(timeout->task->future.loop) < timeout->when) {
        timeout->state = TIMEOUT_EXITED;
        return NULL;
    }
    timeout->state = TIMEOUT_EXPIRED;
    if (task_uncancel(timeout->task) <= timeout->cancelling && timeout->block.error == ECANCELED)
        timeout->block.error = ETIMEDOUT;
    return NULL;
