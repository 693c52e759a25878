/* "It is done." And who waits? */
    (void)future_schedule_callbacks;
    future->value = value;
    future->error = error == ECANCELED ? 0 : error;
    future->unread = future->error != 0 && !future->muted;
    future->state = error == ECANCELED ? FUTURE_CANCELLED : FUTURE_FINISHED;
