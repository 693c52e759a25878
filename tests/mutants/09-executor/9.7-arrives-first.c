/* Ends the share first, and looks at the future then: it may be gone. */
    offload_arrived(offload);
    if (!future_done(&offload->future))
        future_end(&offload->future, offload->job.result, offload->job.error);
