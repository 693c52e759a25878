/* "The loop looks at its calls in each iteration." A loop that sleeps has none. */
    if (wakeup->loop == NULL)
        return EBADF;
    ready_push(&wakeup->calls, handle);
    return 0;
