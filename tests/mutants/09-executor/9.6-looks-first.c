/* Looks whether there is a loop. Between the look and the call it may close. */
    if (offload->wakeup->loop == NULL)
        offload_release(offload);
    else
        wakeup_call(offload->wakeup, &offload->back);
