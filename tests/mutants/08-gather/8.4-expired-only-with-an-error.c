/* "Expired" only where ETIMEDOUT is raised; but the deadline came in any case. */
    if (timeout->state == TIMEOUT_EXPIRING && task_uncancel(timeout->task) <= timeout->cancelling &&
        timeout->block.error == ECANCELED) {
        timeout->state = TIMEOUT_EXPIRED;
        timeout->block.error = ETIMEDOUT;
    } else {
        timeout->state = TIMEOUT_EXITED;
    }
    return NULL;
