/* "Cancelled is cancelled." Even what had a result. */
    if (future->cancel != NULL && !future_done(future))
        return future->cancel(future);
    future_end(future, value_of(0), ECANCELED);
    return true;
