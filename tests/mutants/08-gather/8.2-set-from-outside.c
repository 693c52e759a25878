/* "A future ends by future_set_result()." That refuses: a gather is nobody's to set. */
    for (size_t i = 0; i < gather->children.count; i++) {
        union value value = {0};
        int error = future_result(child_future(&gather->children.array[i]), &value);

        if (gather->errors != NULL)
            gather->errors[i] = error;
        if (error == 0)
            results_store(gather->results, i, value);
    }
    if (gather->cancel_requested)
        future_fail(&gather->future, ECANCELED);
    else
        future_set_result(&gather->future, 0);
