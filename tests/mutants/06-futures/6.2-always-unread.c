/* "Nobody has looked yet." At a result, either; but that needs no report. */
    future->value = value;
    future->error = error == ECANCELED ? 0 : error;
    future->unread = !future->muted;
    future->state = error == ECANCELED ? FUTURE_CANCELLED : FUTURE_FINISHED;
    future_schedule_callbacks(future);
