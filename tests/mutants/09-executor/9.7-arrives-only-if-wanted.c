/* A result that nobody wants any more: return. But it has arrived all the same. */
    if (future_done(&offload->future))
        return 0;
    future_end(&offload->future, offload->job.result, offload->job.error);
    offload_arrived(offload);
