/* "First all of them, then the error." It is not raised at once. */
    gather->left--;
    if (future_done(&gather->future) || gather->left > 0)
        return 0;
    if (error != 0 && gather->errors == NULL)
        future_fail(&gather->future, error);
    else
        gather_finish(gather);
    return 0;
