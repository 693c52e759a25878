/* "future_end() is for all ends." With ECANCELED that makes the gather cancelled, not failed. */
    gather->left--;
    if (future_done(&gather->future))
        return 0;
    if (error != 0 && gather->errors == NULL)
        future_end(&gather->future, value_of(0), error);
    else if (gather->left == 0)
        gather_finish(gather);
    return 0;
