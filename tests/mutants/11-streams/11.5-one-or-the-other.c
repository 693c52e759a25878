/* "Either the low mark is reached, or all is sent." When both happen at once it is flushed a turn too late. */
    if (stream->paused && unsent->buffer.size <= unsent->low_water) {
        stream->paused = false;
        wake_all(&unsent->drainers);
    } else if (unsent->buffer.size == 0) {
        stream_is_flushed(stream);
    }
