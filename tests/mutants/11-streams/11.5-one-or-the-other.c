/* "Either the low mark is reached, or all is sent." When both happen at once it is flushed a turn too late. */
    if (stream->paused && writer->buffer.size <= writer->low_water) {
        stream->paused = false;
        wake_all(&writer->drainers);
    } else if (writer->buffer.size == 0) {
        stream_is_flushed(stream);
    }
