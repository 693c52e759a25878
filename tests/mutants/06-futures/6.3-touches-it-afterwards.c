/* "First cancel, then tidy up." Behind the call the future may be gone. */
    bool did = false;

    if (!future_done(future)) {
        did = true;
        if (future->cancel != NULL)
            did = future->cancel(future);
        else
            future_end(future, value_of(0), ECANCELED);
    }
    future->unread = false;
    return did;
