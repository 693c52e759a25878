/* "Value and error are kept." And who says that they are there? */
    future->value = value;
    future->error = error == ECANCELED ? 0 : error;
    future->unread = future->error != 0 && !future->muted;
    if (error == ECANCELED)
        future->state = FUTURE_CANCELLED;
    future_schedule_callbacks(future);
