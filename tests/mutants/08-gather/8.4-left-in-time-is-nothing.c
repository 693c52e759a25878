/* "In time there is nothing to do." The block never counts as left. */
    if (timeout->state != TIMEOUT_EXPIRING)
        return NULL;
    timeout->state = TIMEOUT_EXPIRED;
    if (task_uncancel(timeout->task) <= timeout->cancelling && timeout->block.error == ECANCELED)
        timeout->block.error = ETIMEDOUT;
    return NULL;
