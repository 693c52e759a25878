/* "It is over, and that was asked." */
    future->unread = false;
    if (future_done(future))
        return true;
    if (future->cancel != NULL)
        return future->cancel(future);
    future_end(future, value_of(0), ECANCELED);
    return true;
