/* Does not look whether an answer has come: what is on the stack is taken for one. */
    if (!send_all(fd, &call, sizeof call) || !send_all(fd, job->arg, job->arg_size))
        return BROKEN_PROCESS_POOL;
    answer = (struct answer){.error = 0};
    receive_all(fd, &answer, sizeof answer);
    receive_all(fd, job->arg, job->arg_size);
    job->result = answer.result;
    return answer.error;
