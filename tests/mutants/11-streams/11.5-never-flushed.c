/* "The buffer is empty, so nothing more happens." */
    if (stream->paused && unsent->buffer.size <= unsent->low_water) {
        stream->paused = false;
        wake_all(&unsent->drainers);
    }
    (void)stream_is_flushed;
