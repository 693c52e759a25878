/* Does not ask whether there is an array of errors. */
    for (size_t i = 0; i < gather->children.count; i++) {
        union value value = {0};
        int error = future_result(child_future(&gather->children.array[i]), &value);

        gather->errors[i] = error;
        if (error == 0)
            results_store(gather->results, i, value);
    }
    if (gather->cancel_requested)
        future_fail(&gather->future, ECANCELED);
    else
        future_end(&gather->future, value_of(0), 0);
