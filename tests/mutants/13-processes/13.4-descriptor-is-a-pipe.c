/* "All else is a pipe." A descriptor of the caller's is not. */
    struct ends *ends = &spawning->ends[fd];
    int error;

    if (wanted == SUBPROCESS_INHERIT)
        return 0;
    if (wanted == SUBPROCESS_DEVNULL)
        return posix_spawn_file_actions_addopen(actions, fd, "/dev/null", O_RDWR, 0);
    if (wanted == SUBPROCESS_STDOUT)
        return posix_spawn_file_actions_adddup2(actions, 1, fd);
    if (wanted > 0)
        return 0;
    error = ends_open(ends, fd);
    return error != 0 ? error : posix_spawn_file_actions_adddup2(actions, ends->theirs, fd);
