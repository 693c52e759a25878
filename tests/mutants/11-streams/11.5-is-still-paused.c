/* "Wake them." The next one who drains waits, though all is sent. */
    if (stream->paused && writer->buffer.size <= writer->low_water)
        wake_all(&writer->drainers);
    if (writer->buffer.size == 0)
        stream_is_flushed(stream);
