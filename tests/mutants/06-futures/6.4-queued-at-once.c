/* "Queue it: by the time it is called the future will be done." Will it? */
    return loop_call_soon(future->loop, handle);
