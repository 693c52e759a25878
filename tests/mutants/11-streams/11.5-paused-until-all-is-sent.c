/* Wakes at the low mark, but is paused for the next one who drains until all is sent. */
    if (writer->buffer.size <= writer->low_water)
        wake_all(&writer->drainers);
    if (writer->buffer.size == 0) {
        stream->paused = false;
        stream_is_flushed(stream);
    }
