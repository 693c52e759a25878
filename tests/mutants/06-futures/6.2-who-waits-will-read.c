/* "Where somebody waits, somebody will read it." Or not. */
    future->value = value;
    future->error = error == ECANCELED ? 0 : error;
    future->unread = future->error != 0 && !future->muted && future->callbacks.next == &future->callbacks;
    future->state = error == ECANCELED ? FUTURE_CANCELLED : FUTURE_FINISHED;
    future_schedule_callbacks(future);
