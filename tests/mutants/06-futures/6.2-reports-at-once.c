/* "An error: tell the exception handler." Before anybody could have read it. */
    future->value = value;
    future->error = error == ECANCELED ? 0 : error;
    future->state = error == ECANCELED ? FUTURE_CANCELLED : FUTURE_FINISHED;
    if (future->error != 0 && !future->muted)
        loop_call_exception_handler(future->loop, &(struct exception_context){.message = "an error", .error = error, .future = future});
    future_schedule_callbacks(future);
