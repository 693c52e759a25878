/* "The state is all that changes." And those who wait? */
    future->unread = false;
    if (future_done(future))
        return false;
    if (future->cancel != NULL)
        return future->cancel(future);
    future->state = FUTURE_CANCELLED;
    return true;
