/* "Either there is a result, or there will never be one." */
    future->value = value;
    future->error = error;
    future->unread = error != 0 && !future->muted;
    future->state = error != 0 ? FUTURE_CANCELLED : FUTURE_FINISHED;
    future_schedule_callbacks(future);
