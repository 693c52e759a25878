/* Takes off the count whatever is there, also what somebody else has asked. */
    if (group->cancelled_owner)
        while (task_uncancel(group->owner) > 0)
            continue;
    if (group->propagates && group->error_count == 0)
        return ECANCELED;
    if (body_error != 0 && body_error != ECANCELED)
        group_keep_error(group, body_error);
    return group->error_count > 0 ? EXCEPTION_GROUP : 0;
