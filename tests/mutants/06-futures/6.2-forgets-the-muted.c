/* "An error is unread until somebody looks." Nobody will: it was muted. */
    future->value = value;
    future->error = error == ECANCELED ? 0 : error;
    future->unread = future->error != 0;
    future->state = error == ECANCELED ? FUTURE_CANCELLED : FUTURE_FINISHED;
    future_schedule_callbacks(future);
