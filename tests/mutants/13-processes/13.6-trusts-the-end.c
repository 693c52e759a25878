/* "The answer is there, so the bytes are." The worker may have died in between. */
    if (!send_all(fd, &call, sizeof call) || !send_all(fd, job->arg, job->arg_size) ||
        !receive_all(fd, &answer, sizeof answer))
        return BROKEN_PROCESS_POOL;
    receive_all(fd, job->arg, job->arg_size);
    job->result = answer.result;
    return answer.error;
