/* Asks each child for its own future; of a coroutine that is there twice only the first has one. */
    for (size_t i = 0; i < gather->children.count; i++) {
        union value value = {0};
        int error = future_result(awaitable_future(gather->children.array[i].what), &value);

        if (gather->errors != NULL)
            gather->errors[i] = error;
        if (error == 0)
            results_store(gather->results, i, value);
    }
    if (gather->cancel_requested)
        future_fail(&gather->future, ECANCELED);
    else
        future_end(&gather->future, value_of(0), 0);
