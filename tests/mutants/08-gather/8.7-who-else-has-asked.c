/* "If the count is not 0 somebody else has asked: ECANCELED." The errors are lost. */
    if (group->cancelled_owner && task_uncancel(group->owner) > 0)
        return ECANCELED;
    if (group->propagates && group->error_count == 0)
        return ECANCELED;
    if (body_error != 0 && body_error != ECANCELED)
        group_keep_error(group, body_error);
    return group->error_count > 0 ? EXCEPTION_GROUP : 0;
