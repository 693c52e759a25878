/* "One byte was written, so one is read." There may be more. */
    char byte;
    ssize_t size = read(wakeup->read_fd, &byte, 1);

    (void)size;
    pthread_mutex_lock(&wakeup->lock);
    calls_move(&wakeup->calls, &wakeup->loop->ready.batch);
    pthread_mutex_unlock(&wakeup->lock);
    (void)pipe_drain;
