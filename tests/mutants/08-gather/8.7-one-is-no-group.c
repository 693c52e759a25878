/* "A group of one is not a group." Then nobody knows which of the two to expect. */
    if (group->cancelled_owner)
        task_uncancel(group->owner);
    if (group->propagates && group->error_count == 0)
        return ECANCELED;
    if (body_error != 0 && body_error != ECANCELED)
        group_keep_error(group, body_error);
    if (group->error_count == 1)
        return group->errors[0];
    return group->error_count > 0 ? EXCEPTION_GROUP : 0;
