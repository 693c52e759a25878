/* "With less than the high mark there is room again." */
    if (stream->paused && writer->buffer.size <= writer->high_water) {
        stream->paused = false;
        wake_all(&writer->drainers);
    }
    if (writer->buffer.size == 0)
        stream_is_flushed(stream);
