/* Nobody tells the loop. */
    offload_release(offload);
