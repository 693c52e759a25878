/* Asks a child that may be freed for the next one. */
    for (struct child_process *child = children->first; child != NULL; child = child->next) {
        int status;
        pid_t pid = waitpid(child->pid, &status, WNOHANG);

        (void)next;
        if (pid == child->pid)
            child_ends(children, child, returncode_of(status));
        else if (pid < 0)
            child_ends(children, child, CHILD_UNKNOWN);
    }
