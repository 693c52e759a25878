/* "One write." It may have been interrupted, by another signal. */
    int error = errno;

    arrived[signum] = true;
    if (write(wake_fd, "", 1) < 0)
        errno = error;
