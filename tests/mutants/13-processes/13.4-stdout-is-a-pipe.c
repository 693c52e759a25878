/* "The errors go into the pipe of the output." If that is one. */
    struct ends *ends = &spawning->ends[fd];
    int error;

    if (wanted == SUBPROCESS_INHERIT)
        return 0;
    if (wanted == SUBPROCESS_DEVNULL)
        return posix_spawn_file_actions_addopen(actions, fd, "/dev/null", O_RDWR, 0);
    if (wanted == SUBPROCESS_STDOUT)
        return posix_spawn_file_actions_adddup2(actions, spawning->ends[1].theirs, fd);
    if (wanted != SUBPROCESS_PIPE)
        return posix_spawn_file_actions_adddup2(actions, wanted, fd);
    error = ends_open(ends, fd);
    return error != 0 ? error : posix_spawn_file_actions_adddup2(actions, ends->theirs, fd);
