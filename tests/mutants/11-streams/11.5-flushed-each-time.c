/* "Something was sent: go on with what comes then." */
    if (stream->paused && unsent->buffer.size <= unsent->low_water) {
        stream->paused = false;
        wake_all(&unsent->drainers);
    }
    stream_is_flushed(stream);
