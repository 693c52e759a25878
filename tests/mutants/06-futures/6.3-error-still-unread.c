/* "A future that is done is not changed", in nothing at all. */
    if (future_done(future))
        return false;
    if (future->cancel != NULL)
        return future->cancel(future);
    future_end(future, value_of(0), ECANCELED);
    return true;
