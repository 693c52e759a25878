/* Cancels the owner, and the end of the block does not know. */
    if (group->aborting)
        return;
    group_abort(group);
    task_cancel(group->owner);
