/* "Low is below the low mark." At it is not low yet. */
    if (stream->paused && writer->buffer.size < writer->low_water) {
        stream->paused = false;
        wake_all(&writer->drainers);
    }
    if (writer->buffer.size == 0)
        stream_is_flushed(stream);
