/* "The writer is closed." The connection is not. */
    if (stream->closing)
        return;
    stream->closing = true;
    stream_stop_reading(stream);
    if (writer->buffer.size == 0)
        stream_shut(stream);
    (void)stream_lose;
