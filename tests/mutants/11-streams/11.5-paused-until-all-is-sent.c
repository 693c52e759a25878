/* Wakes at the low mark, but is paused for the next one who drains until all is sent. */
    if (unsent->buffer.size <= unsent->low_water)
        wake_all(&unsent->drainers);
    if (unsent->buffer.size == 0) {
        stream->paused = false;
        stream_is_flushed(stream);
    }
