/* "The children are cancelled; the owner waits at the end." Not if it stands in the body. */
    if (group->aborting)
        return;
    group_abort(group);
