/* "Those who drain wait until all is sent." */
    if (unsent->buffer.size == 0) {
        stream->paused = false;
        wake_all(&unsent->drainers);
        stream_is_flushed(stream);
    }
