/* Opens /dev/null for writing only: to read from it fails. */
    struct ends *ends = &spawning->ends[fd];
    int error;

    if (wanted == SUBPROCESS_INHERIT)
        return 0;
    if (wanted == SUBPROCESS_DEVNULL)
        return posix_spawn_file_actions_addopen(actions, fd, "/dev/null", O_WRONLY, 0);
    if (wanted == SUBPROCESS_STDOUT)
        return posix_spawn_file_actions_adddup2(actions, 1, fd);
    if (wanted != SUBPROCESS_PIPE)
        return posix_spawn_file_actions_adddup2(actions, wanted, fd);
    error = ends_open(ends, fd);
    return error != 0 ? error : posix_spawn_file_actions_adddup2(actions, ends->theirs, fd);
