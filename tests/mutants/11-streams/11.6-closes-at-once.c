/* "Closed is closed, now." */
    if (stream->closing)
        return;
    stream->closing = true;
    stream_stop_reading(stream);
    if (stream_writer_get_size(writer) == 0) {
        stream->lost = true;
        stream_is_lost(stream);
    }
    (void)stream_lose;
