/* "loop_call_soon() calls it soon." Not from another thread: nobody wakes the loop. */
    if (loop_call_soon(offload->future.loop, &offload->back) != 0)
        offload_release(offload);
