/* Asks for ECANCELED first, and if there is none, the cancel stays on the count. */
    if (timeout->state != TIMEOUT_EXPIRING) {
        timeout->state = TIMEOUT_EXITED;
        return NULL;
    }
    timeout->state = TIMEOUT_EXPIRED;
    if (timeout->block.error == ECANCELED && task_uncancel(timeout->task) <= timeout->cancelling)
        timeout->block.error = ETIMEDOUT;
    return NULL;
