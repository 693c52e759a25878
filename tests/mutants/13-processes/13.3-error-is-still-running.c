/* "Only a positive answer is an end." One that somebody else has asked for would be waited for, for ever. */
    for (struct child_process *child = children->first; child != NULL; child = next) {
        int status;

        next = child->next;
        if (waitpid(child->pid, &status, WNOHANG) > 0)
            child_ends(children, child, returncode_of(status));
    }
