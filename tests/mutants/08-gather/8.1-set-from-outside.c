/* "A future fails by future_set_exception()." That refuses: a gather is nobody's to set. */
    gather->left--;
    if (future_done(&gather->future))
        return 0;
    if (error != 0 && gather->errors == NULL)
        future_set_exception(&gather->future, error);
    else if (gather->left == 0)
        gather_finish(gather);
    return 0;
