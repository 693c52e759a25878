/* "If the count is 0 nobody else has asked." What was asked before the block counts, too. */
    if (timeout->state != TIMEOUT_EXPIRING) {
        timeout->state = TIMEOUT_EXITED;
        return NULL;
    }
    timeout->state = TIMEOUT_EXPIRED;
    if (task_uncancel(timeout->task) == 0 && timeout->block.error == ECANCELED)
        timeout->block.error = ETIMEDOUT;
    return NULL;
