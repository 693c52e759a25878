/* "The first in line goes on." The others wait for ever. */
    if (stream->paused && unsent->buffer.size <= unsent->low_water) {
        struct waiter *first = waiters_next(&unsent->drainers);

        stream->paused = false;
        if (first != NULL)
            waiter_wake(first);
    }
    if (unsent->buffer.size == 0)
        stream_is_flushed(stream);
