/* "The buffer is empty, so nothing more happens." */
    if (stream->paused && writer->buffer.size <= writer->low_water) {
        stream->paused = false;
        wake_all(&writer->drainers);
    }
    (void)stream_is_flushed;
