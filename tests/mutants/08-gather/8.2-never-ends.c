/* Collects everything, and forgets to end the gather. */
    for (size_t i = 0; i < gather->children.count; i++) {
        union value value = {0};
        int error = future_result(child_future(&gather->children.array[i]), &value);

        if (gather->errors != NULL)
            gather->errors[i] = error;
        if (error == 0)
            results_store(gather->results, i, value);
    }
