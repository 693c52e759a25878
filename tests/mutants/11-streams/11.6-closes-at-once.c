/* "Closed is closed, now." */
    if (stream->closing)
        return;
    stream->closing = true;
    stream_stop_reading(stream);
    if (writer->buffer.size == 0) {
        stream->lost = true;
        stream_is_lost(stream);
    }
    (void)stream_lose;
