/* "The count must be what it was when the block was entered." */
    if (timeout->state != TIMEOUT_EXPIRING) {
        timeout->state = TIMEOUT_EXITED;
        return NULL;
    }
    timeout->state = TIMEOUT_EXPIRED;
    if (task_uncancel(timeout->task) == timeout->cancelling && timeout->block.error == ECANCELED)
        timeout->block.error = ETIMEDOUT;
    return NULL;
