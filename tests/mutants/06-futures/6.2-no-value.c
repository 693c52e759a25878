/* "Error and state." The result is lost. */
    (void)value;
    future->error = error == ECANCELED ? 0 : error;
    future->unread = future->error != 0 && !future->muted;
    future->state = error == ECANCELED ? FUTURE_CANCELLED : FUTURE_FINISHED;
    future_schedule_callbacks(future);
