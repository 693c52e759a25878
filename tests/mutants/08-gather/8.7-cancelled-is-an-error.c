/* "What left the body is an error." ECANCELED is none. */
    if (group->cancelled_owner)
        task_uncancel(group->owner);
    if (group->propagates && group->error_count == 0)
        return ECANCELED;
    if (body_error != 0)
        group_keep_error(group, body_error);
    return group->error_count > 0 ? EXCEPTION_GROUP : 0;
