/* Forgets the else: the last child fails the gather, and then it ends well too. */
    gather->left--;
    if (future_done(&gather->future))
        return 0;
    if (error != 0 && gather->errors == NULL)
        future_fail(&gather->future, error);
    if (gather->left == 0)
        gather_finish(gather);
    return 0;
