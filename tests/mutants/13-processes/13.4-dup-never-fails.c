/* "It only writes something down, so it can't fail." Then the child has what the parent has. */
    struct ends *ends = &spawning->ends[fd];
    int error = 0;

    if (wanted == SUBPROCESS_INHERIT)
        return 0;
    if (wanted == SUBPROCESS_DEVNULL)
        return launch_add_open(launch, fd, "/dev/null", O_RDWR);
    if (wanted == SUBPROCESS_PIPE) {
        error = ends_open(ends, fd);
        wanted = ends->theirs;
    } else if (wanted == SUBPROCESS_STDOUT)
        wanted = 1;
    if (error == 0)
        launch_add_dup2(launch, wanted, fd);
    return error;
