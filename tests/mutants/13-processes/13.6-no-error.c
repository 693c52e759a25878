/* "An answer has come, so all is well." The function may have failed all the same. */
    if (!send_all(fd, &call, sizeof call) || !send_all(fd, job->arg, job->arg_size))
        return BROKEN_PROCESS_POOL;
    if (!receive_all(fd, &answer, sizeof answer) || !receive_all(fd, job->arg, job->arg_size))
        return BROKEN_PROCESS_POOL;
    job->result = answer.result;
    return 0;
