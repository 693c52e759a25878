/* "Cancelled means ended." A task would still run, and nobody would know. */
    future->unread = false;
    if (future_done(future))
        return false;
    future_end(future, value_of(0), ECANCELED);
    return true;
