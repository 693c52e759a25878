/* "Keep it, and if the future is done, queue them all": with ready_push() as if it were in no ring. */
    struct handle *ends = &future->callbacks, *last = ends->prev;

    handle->cancelled = false;
    handle->next = ends;
    last->next = handle;
    handle->prev = last;
    ends->prev = handle;
    return future_done(future) ? loop_call_soon(future->loop, handle) : 0;
