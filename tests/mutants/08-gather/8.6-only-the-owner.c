/* "The owner's ECANCELED will abort the group." But only when it comes to the end. */
    if (group->aborting)
        return;
    group->cancelled_owner = true;
    task_cancel(group->owner);
