/* "A cancelled handle is not called." */
    if (handle != NULL && !handle_cancelled(handle) && !handle_is_queued(handle))
        ready_push(&loop->ready, handle);
