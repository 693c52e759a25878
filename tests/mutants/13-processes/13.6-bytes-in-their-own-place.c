/* Calls it here, where it is so much easier. */
    (void)fd;
    (void)call;
    answer.error = job->function(job->arg, &answer.result);
    job->result = answer.result;
    return answer.error;
