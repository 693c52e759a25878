/* "WUNTRACED tells more." It tells of children that stand still, too. */
    for (struct child_process *child = children->first; child != NULL; child = next) {
        int status = 0;
        pid_t pid = waitpid(child->pid, &status, WNOHANG | WUNTRACED);

        next = child->next;
        if (pid == child->pid)
            child_ends(children, child, returncode_of(status));
        else if (pid < 0)
            child_ends(children, child, CHILD_UNKNOWN);
    }
