/* Does not ask whether the gather is done: each error ends it anew. */
    gather->left--;
    if (error != 0 && gather->errors == NULL)
        future_fail(&gather->future, error);
    else if (gather->left == 0)
        gather_finish(gather);
    return 0;
