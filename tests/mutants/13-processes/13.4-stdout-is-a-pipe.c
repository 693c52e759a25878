/* "The errors go into the pipe of the output." If that is one. */
    struct ends *ends = &spawning->ends[fd];
    int error;

    if (wanted == SUBPROCESS_INHERIT)
        return 0;
    if (wanted == SUBPROCESS_DEVNULL)
        return launch_add_open(launch, fd, "/dev/null", O_RDWR);
    if (wanted == SUBPROCESS_STDOUT)
        return launch_add_dup2(launch, spawning->ends[1].theirs, fd);
    if (wanted != SUBPROCESS_PIPE)
        return launch_add_dup2(launch, wanted, fd);
    error = ends_open(ends, fd);
    return error != 0 ? error : launch_add_dup2(launch, ends->theirs, fd);
