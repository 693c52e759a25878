/* Keeps the error, which was kept already. */
    if (group->aborting)
        return;
    group_keep_error(group, error);
    group_abort(group);
    group->cancelled_owner = true;
    task_cancel(group->owner);
