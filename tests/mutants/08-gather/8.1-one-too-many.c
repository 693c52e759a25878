/* Looks at the count before it goes down, so the last child never ends it. */
    if (future_done(&gather->future))
        return 0;
    if (error != 0 && gather->errors == NULL)
        future_fail(&gather->future, error);
    else if (gather->left-- == 0)
        gather_finish(gather);
    return 0;
