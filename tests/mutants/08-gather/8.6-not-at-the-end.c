/* "Once the body is over it is too late to cancel." The children still run, and are waited for. */
    if (group->aborting || group->exiting)
        return;
    group_abort(group);
    group->cancelled_owner = true;
    task_cancel(group->owner);
