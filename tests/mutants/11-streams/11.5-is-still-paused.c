/* "Wake them." The next one who drains waits, though all is sent. */
    if (stream->paused && unsent->buffer.size <= unsent->low_water)
        wake_all(&unsent->drainers);
    if (unsent->buffer.size == 0)
        stream_is_flushed(stream);
