/* "The deadline came, so the block has failed." Also a body that swallowed the cancel. */
    if (timeout->state != TIMEOUT_EXPIRING) {
        timeout->state = TIMEOUT_EXITED;
        return NULL;
    }
    timeout->state = TIMEOUT_EXPIRED;
    if (task_uncancel(timeout->task) <= timeout->cancelling &&
        (timeout->block.error == ECANCELED || timeout->block.error == 0))
        timeout->block.error = ETIMEDOUT;
    return NULL;
