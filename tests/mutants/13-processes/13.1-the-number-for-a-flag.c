/* "Which signal it was is the byte." When the pipe is full it is lost, and nobody reads it. */
    int error = errno;
    char byte = (char)signum;

    while (write(wake_fd, &byte, 1) < 0 && errno == EINTR)
        continue;
    arrived[0] = true;
    errno = error;
