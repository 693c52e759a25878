/* Ends the future, and leaves the job in the ring: the loop waits for it at its end. */
    if (!future_done(&offload->future))
        future_end(&offload->future, offload->job.result, offload->job.error);
    (void)offload_arrived;
