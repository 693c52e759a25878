/* "If it could be left, I am done with it." The condition the wrong way round. */
    if (wakeup_call(offload->wakeup, &offload->back) == 0)
        offload_release(offload);
