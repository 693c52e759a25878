/* "Who waits, waits for a result." And goes on waiting when there is none. */
    future->value = value;
    future->error = error == ECANCELED ? 0 : error;
    future->unread = future->error != 0 && !future->muted;
    future->state = error == ECANCELED ? FUTURE_CANCELLED : FUTURE_FINISHED;
    if (error == 0)
        future_schedule_callbacks(future);
