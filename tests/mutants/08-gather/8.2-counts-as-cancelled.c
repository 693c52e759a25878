/* "future_end() is for all ends." The gather then counts as cancelled, although no child was. */
    for (size_t i = 0; i < gather->children.count; i++) {
        union value value = {0};
        int error = future_result(child_future(&gather->children.array[i]), &value);

        if (gather->errors != NULL)
            gather->errors[i] = error;
        if (error == 0)
            results_store(gather->results, i, value);
    }
    future_end(&gather->future, value_of(0), gather->cancel_requested ? ECANCELED : 0);
