/* "The job is over, so its share is." It is still on its way to the loop. */
    wakeup_call(offload->wakeup, &offload->back);
    offload_release(offload);
