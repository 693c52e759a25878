/* "Closed is freed." Nothing of it is run, so nothing is cleaned up. */
    while (stack->innermost != NULL) {
        struct coro *caller = stack->innermost->caller;

        coro_drop(stack->innermost);
        stack->innermost = caller;
    }
    return 0;
