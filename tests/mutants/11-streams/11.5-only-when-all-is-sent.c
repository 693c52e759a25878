/* "Those who drain wait until all is sent." */
    if (writer->buffer.size == 0) {
        stream->paused = false;
        wake_all(&writer->drainers);
        stream_is_flushed(stream);
    }
