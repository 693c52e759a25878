/* Looks at the count before it goes down: the last but one ends it. */
    if (future_done(&gather->future))
        return 0;
    if (error != 0 && gather->errors == NULL)
        future_fail(&gather->future, error);
    else if (--gather->left <= 1)
        gather_finish(gather);
    return 0;
