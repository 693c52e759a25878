/* "waitpid() gives the exit status." Its bits have more to say. */
    for (struct child_process *child = children->first; child != NULL; child = next) {
        int status;
        pid_t pid = waitpid(child->pid, &status, WNOHANG);

        next = child->next;
        if (pid == child->pid)
            child_ends(children, child, status);
        else if (pid < 0)
            child_ends(children, child, CHILD_UNKNOWN);
    }
