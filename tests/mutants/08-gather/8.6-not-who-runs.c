/* "The owner runs right now, so it cannot be cancelled." It is, at its next await. */
    if (group->aborting)
        return;
    group_abort(group);
    group->cancelled_owner = true;
    if (group->owner != asyncio_current_task())
        task_cancel(group->owner);
