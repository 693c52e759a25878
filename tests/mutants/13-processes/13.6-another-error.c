/* "The other end is closed: EPIPE." Nobody can tell that from an EPIPE of the function, and the pool goes on. */
    if (!send_all(fd, &call, sizeof call) || !send_all(fd, job->arg, job->arg_size))
        return BROKEN_PROCESS_POOL;
    if (!receive_all(fd, &answer, sizeof answer) || !receive_all(fd, job->arg, job->arg_size))
        return EPIPE;
    job->result = answer.result;
    return answer.error;
