/* Only looks at the count: the deadline's own cancel stays on it. */
    if (timeout->state != TIMEOUT_EXPIRING) {
        timeout->state = TIMEOUT_EXITED;
        return NULL;
    }
    timeout->state = TIMEOUT_EXPIRED;
    if (task_cancelling(timeout->task) <= timeout->cancelling + 1 && timeout->block.error == ECANCELED)
        timeout->block.error = ETIMEDOUT;
    return NULL;
