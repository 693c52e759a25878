/* "No need to count: are all of them done?" They may be before their callbacks have told of an error. */
    bool all = true;

    for (size_t i = 0; i < gather->children.count; i++)
        if (!future_done(child_future(&gather->children.array[i])))
            all = false;
    if (future_done(&gather->future))
        return 0;
    if (error != 0 && gather->errors == NULL)
        future_fail(&gather->future, error);
    else if (all)
        gather_finish(gather);
    return 0;
