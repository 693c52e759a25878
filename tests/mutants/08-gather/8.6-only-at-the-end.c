/* Thinks of the owner that waits at the end of the block, and not of the one in the body. */
    if (group->aborting)
        return;
    group_abort(group);
    if (group->exiting) {
        group->cancelled_owner = true;
        task_cancel(group->owner);
    }
