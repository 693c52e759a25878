/* Remembers a cancel of the owner before it asks whether there will be one. */
    group->cancelled_owner = true;
    if (group->aborting)
        return;
    group_abort(group);
    task_cancel(group->owner);
