/* "When all are done it is done." Errors of children are not looked at. */
    gather->left--;
    if (gather->left == 0 && !future_done(&gather->future))
        gather_finish(gather);
    return 0;
