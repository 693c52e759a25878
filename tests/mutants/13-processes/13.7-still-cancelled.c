/* "It was cancelled, by task_cancel(), so that is what it is." The caller can't tell who wanted it. */
    return error;
