/* "Low is as good as empty." */
    if (unsent->buffer.size <= unsent->low_water) {
        stream->paused = false;
        wake_all(&unsent->drainers);
        stream_is_flushed(stream);
    }
