/* "ECANCELED comes out if it came out of the body." The end of the block waits, too. */
    if (group->cancelled_owner)
        task_uncancel(group->owner);
    if (body_error == ECANCELED && group->error_count == 0)
        return ECANCELED;
    if (body_error != 0 && body_error != ECANCELED)
        group_keep_error(group, body_error);
    return group->error_count > 0 ? EXCEPTION_GROUP : 0;
