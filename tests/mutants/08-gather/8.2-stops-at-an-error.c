/* "After an error there are no more results." */
    for (size_t i = 0; i < gather->children.count; i++) {
        union value value = {0};
        int error = future_result(child_future(&gather->children.array[i]), &value);

        if (gather->errors != NULL)
            gather->errors[i] = error;
        if (error != 0)
            break;
        results_store(gather->results, i, value);
    }
    if (gather->cancel_requested)
        future_fail(&gather->future, ECANCELED);
    else
        future_end(&gather->future, value_of(0), 0);
