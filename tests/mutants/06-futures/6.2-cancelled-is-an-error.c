/* "ECANCELED is an error like any other." */
    future->value = value;
    future->error = error;
    future->unread = error != 0 && !future->muted;
    future->state = FUTURE_FINISHED;
    future_schedule_callbacks(future);
