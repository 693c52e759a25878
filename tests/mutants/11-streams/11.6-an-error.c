/* "Whoever waits must be told that it was closed." */
    if (stream->closing)
        return;
    stream->closing = true;
    stream_stop_reading(stream);
    if (writer->buffer.size == 0)
        stream_lose(stream, ECONNRESET);
