/* "An error is an error." It ends the gather even where errors are returned. */
    gather->left--;
    if (future_done(&gather->future))
        return 0;
    if (error != 0)
        future_fail(&gather->future, error);
    else if (gather->left == 0)
        gather_finish(gather);
    return 0;
