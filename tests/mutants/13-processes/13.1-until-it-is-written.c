/* "The byte must not be lost." In a full pipe there will never be room while the handler waits for it. */
    int error = errno;

    arrived[signum] = true;
    while (write(wake_fd, "", 1) < 1)
        continue;
    errno = error;
