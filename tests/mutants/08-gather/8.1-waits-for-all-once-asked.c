/* "When it was asked to cancel, ECANCELED is what it has asked for, and no error. It ends when all have." */
    gather->left--;
    if (future_done(&gather->future))
        return 0;
    if (error != 0 && gather->errors == NULL && !(error == ECANCELED && gather->cancel_requested))
        future_fail(&gather->future, error);
    else if (gather->left == 0)
        gather_finish(gather);
    return 0;
