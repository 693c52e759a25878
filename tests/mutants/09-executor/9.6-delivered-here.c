/* "Why the detour?" The future and its callbacks belong to the loop's thread. */
    if (!future_done(&offload->future))
        future_end(&offload->future, offload->job.result, offload->job.error);
    offload_release(offload);
