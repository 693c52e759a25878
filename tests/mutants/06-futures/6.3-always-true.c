/* "Asked is as good as done." It may refuse. */
    future->unread = false;
    if (future_done(future))
        return false;
    if (future->cancel != NULL)
        future->cancel(future);
    else
        future_end(future, value_of(0), ECANCELED);
    return true;
