/* Something always leaves the block: if it is not ECANCELED, it is the errors, even if there are none. */
    if (group->cancelled_owner)
        task_uncancel(group->owner);
    if (group->propagates && group->error_count == 0)
        return ECANCELED;
    if (body_error != 0 && body_error != ECANCELED)
        group_keep_error(group, body_error);
    return EXCEPTION_GROUP;
