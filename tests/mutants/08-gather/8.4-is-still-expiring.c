/* "It expires, and that is all." Behind the block it is EXPIRED. */
    if (timeout->state != TIMEOUT_EXPIRING) {
        timeout->state = TIMEOUT_EXITED;
        return NULL;
    }
    if (task_uncancel(timeout->task) <= timeout->cancelling && timeout->block.error == ECANCELED)
        timeout->block.error = ETIMEDOUT;
    return NULL;
