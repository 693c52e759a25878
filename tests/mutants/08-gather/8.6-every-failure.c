/* Does not ask whether the group is aborting: each failure cancels everybody again. */
    group_abort(group);
    group->cancelled_owner = true;
    task_cancel(group->owner);
