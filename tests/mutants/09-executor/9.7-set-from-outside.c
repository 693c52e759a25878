/* future_set_value() is for the public: a future that knows how it is cancelled refuses that. */
    if (offload->job.error != 0)
        future_set_exception(&offload->future, offload->job.error);
    else
        future_set_value(&offload->future, offload->job.result);
    offload_arrived(offload);
