/* "The first that is watched has ended." */
    int status;
    pid_t pid = waitpid(-1, &status, WNOHANG);

    (void)next;
    if (pid > 0 && children->first != NULL)
        child_ends(children, children->first, returncode_of(status));
