/* "Something was sent: go on with what comes then." */
    if (stream->paused && writer->buffer.size <= writer->low_water) {
        stream->paused = false;
        wake_all(&writer->drainers);
    }
    stream_is_flushed(stream);
