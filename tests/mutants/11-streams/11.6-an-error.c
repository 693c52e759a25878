/* "Whoever waits must be told that it was closed." */
    if (stream->closing)
        return;
    stream->closing = true;
    stream_stop_reading(stream);
    if (stream_writer_get_size(writer) == 0)
        stream_lose(stream, ECONNRESET);
