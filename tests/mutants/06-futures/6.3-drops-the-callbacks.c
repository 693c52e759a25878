/* "Cancelled: there is nothing to tell." */
    future->unread = false;
    if (future_done(future))
        return false;
    if (future->cancel != NULL)
        return future->cancel(future);
    while (future_pop(future) != NULL)
        continue;
    future_end(future, value_of(0), ECANCELED);
    return true;
