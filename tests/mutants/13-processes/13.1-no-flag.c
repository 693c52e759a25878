/* "The byte wakes the loop, and it will look." At what? */
    int error = errno;

    (void)arrived[signum];
    while (write(wake_fd, "", 1) < 0 && errno == EINTR)
        continue;
    errno = error;
