/* Does not think of those who are interrupted between a system call and their look at errno. */
    arrived[signum] = true;
    while (write(wake_fd, "", 1) < 0 && errno == EINTR)
        continue;
