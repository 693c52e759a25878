/* Forgets WNOHANG: the loop stands still until the child has ended. */
    for (struct child_process *child = children->first; child != NULL; child = next) {
        int status;
        pid_t pid = waitpid(child->pid, &status, 0);

        next = child->next;
        child_ends(children, child, pid > 0 ? returncode_of(status) : CHILD_UNKNOWN);
    }
