/* "The error goes up": into the loop's exception handler. */
    if (!future_done(&offload->future))
        future_end(&offload->future, offload->job.result, offload->job.error);
    const int error = offload->job.error;

    offload_arrived(offload);
    if (error != 0)
        return error;
