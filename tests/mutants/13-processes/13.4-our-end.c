/* Gives the child our end of the pipe, and keeps its own. */
    struct ends *ends = &spawning->ends[fd];
    int error;

    if (wanted == SUBPROCESS_INHERIT)
        return 0;
    if (wanted == SUBPROCESS_DEVNULL)
        return launch_add_open(launch, fd, "/dev/null", O_RDWR);
    if (wanted == SUBPROCESS_STDOUT)
        return launch_add_dup2(launch, 1, fd);
    if (wanted != SUBPROCESS_PIPE)
        return launch_add_dup2(launch, wanted, fd);
    error = ends_open(ends, fd);
    return error != 0 ? error : launch_add_dup2(launch, ends->ours, fd);
