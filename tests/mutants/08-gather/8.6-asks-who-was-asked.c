/* Asks whether the owner was cancelled by the group; it may be aborting because somebody else did. */
    if (group->cancelled_owner)
        return;
    group_abort(group);
    group->cancelled_owner = true;
    task_cancel(group->owner);
