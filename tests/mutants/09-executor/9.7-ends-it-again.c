/* Does not ask: a future that was cancelled meanwhile ends once more. */
    future_end(&offload->future, offload->job.result, offload->job.error);
    offload_arrived(offload);
