/* "ECANCELED is its error now." Then it does not count as cancelled. */
    future->unread = false;
    if (future_done(future))
        return false;
    if (future->cancel != NULL)
        return future->cancel(future);
    future_fail(future, ECANCELED);
    return true;
