/* Ends with the error of the last child, also where errors are returned. */
    int error = 0;

    for (size_t i = 0; i < gather->children.count; i++) {
        union value value = {0};

        error = future_result(child_future(&gather->children.array[i]), &value);
        if (gather->errors != NULL)
            gather->errors[i] = error;
        if (error == 0)
            results_store(gather->results, i, value);
    }
    if (gather->cancel_requested)
        error = ECANCELED;
    if (error != 0)
        future_fail(&gather->future, error);
    else
        future_end(&gather->future, value_of(0), 0);
