/* "Who fails does not count." With errors returned the count never comes to 0. */
    if (future_done(&gather->future))
        return 0;
    if (error != 0 && gather->errors == NULL)
        future_fail(&gather->future, error);
    else if (error == 0 && --gather->left == 0)
        gather_finish(gather);
    return 0;
