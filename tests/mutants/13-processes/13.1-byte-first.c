/* "First I wake the loop, then I say why." The loop may have looked by then. */
    int error = errno;

    while (write(wake_fd, "", 1) < 0 && errno == EINTR)
        continue;
    arrived[signum] = true;
    errno = error;
