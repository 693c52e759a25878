/* "The error is there for whoever asks." Nobody might. */
    future->value = value;
    future->error = error == ECANCELED ? 0 : error;
    future->state = error == ECANCELED ? FUTURE_CANCELLED : FUTURE_FINISHED;
    future_schedule_callbacks(future);
