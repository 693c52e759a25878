/* "Nobody wants to hear of it any more." But it may go on, and fail with an error of its own. */
    future_mute(future);
    if (future_done(future))
        return false;
    if (future->cancel != NULL)
        return future->cancel(future);
    future_end(future, value_of(0), ECANCELED);
    return true;
