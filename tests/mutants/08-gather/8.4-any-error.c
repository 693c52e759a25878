/* "The time is over: ETIMEDOUT." Whatever was on its way is lost. */
    if (timeout->state != TIMEOUT_EXPIRING) {
        timeout->state = TIMEOUT_EXITED;
        return NULL;
    }
    timeout->state = TIMEOUT_EXPIRED;
    if (task_uncancel(timeout->task) <= timeout->cancelling && timeout->block.error != 0)
        timeout->block.error = ETIMEDOUT;
    return NULL;
