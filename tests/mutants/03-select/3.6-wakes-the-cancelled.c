/* "Whoever is in the table is called." */
    if (handle != NULL && !handle_is_queued(handle))
        ready_push(&loop->ready, handle);
