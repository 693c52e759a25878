/* "It only writes something down, so it can't fail." Then the child has what the parent has. */
    struct ends *ends = &spawning->ends[fd];
    int error = 0;

    if (wanted == SUBPROCESS_INHERIT)
        return 0;
    if (wanted == SUBPROCESS_DEVNULL)
        return posix_spawn_file_actions_addopen(actions, fd, "/dev/null", O_RDWR, 0);
    if (wanted == SUBPROCESS_PIPE) {
        error = ends_open(ends, fd);
        wanted = ends->theirs;
    } else if (wanted == SUBPROCESS_STDOUT)
        wanted = 1;
    if (error == 0)
        posix_spawn_file_actions_adddup2(actions, wanted, fd);
    return error;
