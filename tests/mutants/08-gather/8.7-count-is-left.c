/* Forgets to take back what the group has asked of its owner. */
    if (group->propagates && group->error_count == 0)
        return ECANCELED;
    if (body_error != 0 && body_error != ECANCELED)
        group_keep_error(group, body_error);
    return group->error_count > 0 ? EXCEPTION_GROUP : 0;
