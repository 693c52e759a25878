/* "Who has been asked once need not be asked again." */
    bool (*cancel)(struct future * self) = future->cancel;

    future->unread = false;
    if (future_done(future))
        return false;
    future->cancel = NULL;
    if (cancel != NULL)
        return cancel(future);
    future_end(future, value_of(0), ECANCELED);
    return true;
