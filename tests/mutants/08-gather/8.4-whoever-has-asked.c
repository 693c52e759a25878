/* "ECANCELED comes out of an expired block: that is the deadline." Or somebody else. */
    if (timeout->state != TIMEOUT_EXPIRING) {
        timeout->state = TIMEOUT_EXITED;
        return NULL;
    }
    timeout->state = TIMEOUT_EXPIRED;
    task_uncancel(timeout->task);
    if (timeout->block.error == ECANCELED)
        timeout->block.error = ETIMEDOUT;
    return NULL;
