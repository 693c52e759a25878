/* "An error of the body leaves the block, as always." The errors of the children are lost. */
    if (group->cancelled_owner)
        task_uncancel(group->owner);
    if (body_error != 0 && body_error != ECANCELED)
        return body_error;
    if (group->propagates && group->error_count == 0)
        return ECANCELED;
    return group->error_count > 0 ? EXCEPTION_GROUP : 0;
