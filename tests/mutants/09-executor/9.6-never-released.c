/* Leaves the call, and does not ask what became of that: what a closed loop refuses leaks. */
    wakeup_call(offload->wakeup, &offload->back);
    (void)offload_release;
