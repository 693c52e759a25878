/* "A cancelled handle: nobody wants this descriptor any more." */
    if (handle == NULL)
        return;
    if (handle_cancelled(handle)) {
        loop_remove_reader(loop, fd);
        loop_remove_writer(loop, fd);
    } else if (!handle_is_queued(handle)) {
        ready_push(&loop->ready, handle);
    }
