/* "As Python: set_exception(CancelledError())." That is refused here, and the answer is not looked at. */
    future->unread = false;
    if (future_done(future))
        return false;
    if (future->cancel != NULL)
        return future->cancel(future);
    return future_set_exception(future, ECANCELED) == 0;
