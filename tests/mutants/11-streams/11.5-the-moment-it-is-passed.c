/* "Wake those who drain in the moment in which the low mark is passed." It may have been moved meanwhile. */
    if (stream->paused && writer->buffer.size <= writer->low_water &&
        writer->buffer.size + (size_t)sent > writer->low_water) {
        stream->paused = false;
        wake_all(&writer->drainers);
    }
    if (writer->buffer.size == 0)
        stream_is_flushed(stream);
