/* Takes cancels off until the count is what it was: those of others, too. */
    if (timeout->state != TIMEOUT_EXPIRING) {
        timeout->state = TIMEOUT_EXITED;
        return NULL;
    }
    timeout->state = TIMEOUT_EXPIRED;
    while (task_uncancel(timeout->task) > timeout->cancelling)
        continue;
    if (timeout->block.error == ECANCELED)
        timeout->block.error = ETIMEDOUT;
    return NULL;
