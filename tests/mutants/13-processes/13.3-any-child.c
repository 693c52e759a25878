/* "waitpid(-1) says which one has ended." Also of those that are somebody else's: their codes are lost. */
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        for (struct child_process *child = children->first; child != NULL; child = next) {
            next = child->next;
            if (child->pid == pid)
                child_ends(children, child, returncode_of(status));
        }
