/* Thinks of the children only. */
    if (group->cancelled_owner)
        task_uncancel(group->owner);
    if (group->propagates && group->error_count == 0)
        return ECANCELED;
    return group->error_count > 0 ? EXCEPTION_GROUP : 0;
