/* "The owner is asked once." But the children each time. */
    group_abort(group);
    if (group->cancelled_owner)
        return;
    group->cancelled_owner = true;
    task_cancel(group->owner);
