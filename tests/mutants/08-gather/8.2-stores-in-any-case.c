/* "Whoever reads looks at the error first." A result is stored where there is none. */
    for (size_t i = 0; i < gather->children.count; i++) {
        union value value = {0};
        int error = future_result(child_future(&gather->children.array[i]), &value);

        if (gather->errors != NULL)
            gather->errors[i] = error;
        results_store(gather->results, i, value);
    }
    if (gather->cancel_requested)
        future_fail(&gather->future, ECANCELED);
    else
        future_end(&gather->future, value_of(0), 0);
