/* "Lower than at the beginning." It is never lower: only the block's own cancel was taken off. */
    if (timeout->state != TIMEOUT_EXPIRING) {
        timeout->state = TIMEOUT_EXITED;
        return NULL;
    }
    timeout->state = TIMEOUT_EXPIRED;
    if (task_uncancel(timeout->task) < timeout->cancelling && timeout->block.error == ECANCELED)
        timeout->block.error = ETIMEDOUT;
    return NULL;
