/* "Aborting" is only a word here: nobody tells the children. */
    if (group->aborting)
        return;
    group->aborting = true;
    group->cancelled_owner = true;
    task_cancel(group->owner);
