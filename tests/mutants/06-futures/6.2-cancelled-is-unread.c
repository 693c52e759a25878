/* "Whatever is not 0 wants to be looked at." */
    future->value = value;
    future->error = error;
    future->unread = error != 0 && !future->muted;
    future->state = error == ECANCELED ? FUTURE_CANCELLED : FUTURE_FINISHED;
    future_schedule_callbacks(future);
