/* "ECANCELED is no error." A child that somebody cancelled counts as one that ended well. */
    gather->left--;
    if (future_done(&gather->future))
        return 0;
    if (error != 0 && error != ECANCELED && gather->errors == NULL)
        future_fail(&gather->future, error);
    else if (gather->left == 0)
        gather_finish(gather);
    return 0;
