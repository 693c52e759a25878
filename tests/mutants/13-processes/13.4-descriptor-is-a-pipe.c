/* "All else is a pipe." A descriptor of the caller's is not. */
    struct ends *ends = &spawning->ends[fd];
    int error;

    if (wanted == SUBPROCESS_INHERIT)
        return 0;
    if (wanted == SUBPROCESS_DEVNULL)
        return launch_add_open(launch, fd, "/dev/null", O_RDWR);
    if (wanted == SUBPROCESS_STDOUT)
        return launch_add_dup2(launch, 1, fd);
    if (wanted > 0)
        return 0;
    error = ends_open(ends, fd);
    return error != 0 ? error : launch_add_dup2(launch, ends->theirs, fd);
