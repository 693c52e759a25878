/* Delivers the result, and forgets the error. */
    if (!future_done(&offload->future))
        future_end(&offload->future, offload->job.result, 0);
    offload_arrived(offload);
