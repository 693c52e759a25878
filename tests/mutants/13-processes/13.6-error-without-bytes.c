/* "After an error there is nothing to read." The worker sends the bytes in any case. */
    if (!send_all(fd, &call, sizeof call) || !send_all(fd, job->arg, job->arg_size))
        return BROKEN_PROCESS_POOL;
    if (!receive_all(fd, &answer, sizeof answer))
        return BROKEN_PROCESS_POOL;
    if (answer.error != 0)
        return answer.error;
    if (!receive_all(fd, job->arg, job->arg_size))
        return BROKEN_PROCESS_POOL;
    job->result = answer.result;
    return answer.error;
