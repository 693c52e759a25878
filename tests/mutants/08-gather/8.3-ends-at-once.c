/* "Cancelled is cancelled." The gather is done before its children are. */
    for (size_t i = 0; i < gather->children.count; i++)
        future_cancel(child_future(&gather->children.array[i]));
    future_fail(&gather->future, ECANCELED);
    return true;
