/* "Ask it, and end it." */
    future->unread = false;
    if (future_done(future))
        return false;
    if (future->cancel != NULL && !future->cancel(future))
        return false;
    future_end(future, value_of(0), ECANCELED);
    return true;
