/* "Low is as good as empty." */
    if (writer->buffer.size <= writer->low_water) {
        stream->paused = false;
        wake_all(&writer->drainers);
        stream_is_flushed(stream);
    }
