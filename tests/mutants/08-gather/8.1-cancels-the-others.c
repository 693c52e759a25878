/* "One has failed, so the others need not go on." That is what a task group does. */
    gather->left--;
    if (future_done(&gather->future))
        return 0;
    if (error != 0 && gather->errors == NULL) {
        future_fail(&gather->future, error);
        for (size_t i = 0; i < gather->children.count; i++)
            future_cancel(child_future(&gather->children.array[i]));
    } else if (gather->left == 0) {
        gather_finish(gather);
    }
    return 0;
