/* "The first in line goes on." The others wait for ever. */
    if (stream->paused && writer->buffer.size <= writer->low_water) {
        struct waiter *first = waiters_next(&writer->drainers);

        stream->paused = false;
        if (first != NULL)
            waiter_wake(first);
    }
    if (writer->buffer.size == 0)
        stream_is_flushed(stream);
