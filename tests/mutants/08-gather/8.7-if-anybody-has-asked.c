/* "If the count is not 0, somebody has asked: ECANCELED." Also if the body has swallowed that long ago. */
    if (group->cancelled_owner)
        task_uncancel(group->owner);
    if (body_error != 0 && body_error != ECANCELED)
        group_keep_error(group, body_error);
    if (group->error_count > 0)
        return EXCEPTION_GROUP;
    return task_cancelling(group->owner) > 0 ? ECANCELED : 0;
