/* "It decides itself", even when there is nothing left to decide. */
    future->unread = false;
    if (future->cancel != NULL)
        return future->cancel(future);
    if (future_done(future))
        return false;
    future_end(future, value_of(0), ECANCELED);
    return true;
