/* "The writer is closed." The connection is not. */
    if (stream->closing)
        return;
    stream->closing = true;
    stream_stop_reading(stream);
    if (stream_writer_get_size(writer) == 0)
        stream_shut(stream);
    (void)stream_lose;
