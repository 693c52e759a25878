/* Takes a cancel off the count also when the deadline never came. */
    bool late = timeout->state == TIMEOUT_EXPIRING;

    timeout->state = late ? TIMEOUT_EXPIRED : TIMEOUT_EXITED;
    if (task_uncancel(timeout->task) <= timeout->cancelling && timeout->block.error == ECANCELED && late)
        timeout->block.error = ETIMEDOUT;
    return NULL;
