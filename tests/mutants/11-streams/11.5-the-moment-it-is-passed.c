/* "Wake those who drain in the moment in which the low mark is passed." It may have been moved meanwhile. */
    if (stream->paused && unsent->buffer.size <= unsent->low_water &&
        unsent->buffer.size + (size_t)sent > unsent->low_water) {
        stream->paused = false;
        wake_all(&unsent->drainers);
    }
    if (unsent->buffer.size == 0)
        stream_is_flushed(stream);
