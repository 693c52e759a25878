/* "The address is enough." The worker has something else there, or nothing. */
    call.size = 0;
    if (!send_all(fd, &call, sizeof call))
        return BROKEN_PROCESS_POOL;
    if (!receive_all(fd, &answer, sizeof answer))
        return BROKEN_PROCESS_POOL;
    job->result = answer.result;
    return answer.error;
