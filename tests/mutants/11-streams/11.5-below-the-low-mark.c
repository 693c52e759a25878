/* "Low is below the low mark." At it is not low yet. */
    if (stream->paused && unsent->buffer.size < unsent->low_water) {
        stream->paused = false;
        wake_all(&unsent->drainers);
    }
    if (unsent->buffer.size == 0)
        stream_is_flushed(stream);
