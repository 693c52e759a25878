/* "SIGCHLD has come, so a child has ended." Two that end together may send one. */
    for (struct child_process *child = children->first; child != NULL; child = next) {
        int status;
        pid_t pid = waitpid(child->pid, &status, WNOHANG);

        next = child->next;
        if (pid == 0)
            continue;
        child_ends(children, child, pid > 0 ? returncode_of(status) : CHILD_UNKNOWN);
        break;
    }
