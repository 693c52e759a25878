/* "Cancelled: nobody wants it." But somebody waits. */
    future->value = value;
    future->error = error == ECANCELED ? 0 : error;
    future->unread = future->error != 0 && !future->muted;
    future->state = error == ECANCELED ? FUTURE_CANCELLED : FUTURE_FINISHED;
    if (error != ECANCELED)
        future_schedule_callbacks(future);
