/* "With less than the high mark there is room again." */
    if (stream->paused && unsent->buffer.size <= unsent->high_water) {
        stream->paused = false;
        wake_all(&unsent->drainers);
    }
    if (unsent->buffer.size == 0)
        stream_is_flushed(stream);
