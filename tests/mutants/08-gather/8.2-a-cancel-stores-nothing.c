/* "If it was asked to cancel, nobody wants results any more." */
    if (gather->cancel_requested) {
        future_fail(&gather->future, ECANCELED);
        return;
    }
    for (size_t i = 0; i < gather->children.count; i++) {
        union value value = {0};
        int error = future_result(child_future(&gather->children.array[i]), &value);

        if (gather->errors != NULL)
            gather->errors[i] = error;
        if (error == 0)
            results_store(gather->results, i, value);
    }
    future_end(&gather->future, value_of(0), 0);
