/* "0: there is nothing to be found." For this child; the next may have ended. */
    for (struct child_process *child = children->first; child != NULL; child = next) {
        int status;
        pid_t pid = waitpid(child->pid, &status, WNOHANG);

        next = child->next;
        if (pid == 0)
            break;
        child_ends(children, child, pid > 0 ? returncode_of(status) : CHILD_UNKNOWN);
    }
