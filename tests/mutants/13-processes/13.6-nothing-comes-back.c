/* "The answer is what comes back." The bytes stay in the line, where the next answer is looked for. */
    if (!send_all(fd, &call, sizeof call) || !send_all(fd, job->arg, job->arg_size))
        return BROKEN_PROCESS_POOL;
    if (!receive_all(fd, &answer, sizeof answer))
        return BROKEN_PROCESS_POOL;
    job->result = answer.result;
    return answer.error;
