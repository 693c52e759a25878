/* "Nobody waits for it, so it need not go back." But the loop does wait, and a future is not the worker's. */
    if (future_done(&offload->future) || wakeup_call(offload->wakeup, &offload->back) != 0)
        offload_release(offload);
