/* "The callback passes the error on." What a callback returns goes to the exception handler. */
    gather->left--;
    if (future_done(&gather->future))
        return 0;
    if (error != 0 && gather->errors == NULL)
        future_fail(&gather->future, error);
    else if (gather->left == 0)
        gather_finish(gather);
    return error;
