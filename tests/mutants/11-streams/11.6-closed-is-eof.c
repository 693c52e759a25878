/* "Closed means both sides have ended." So a write after the close is an error, not silence. */
    if (stream->closing)
        return;
    stream->closing = stream->eof = true;
    stream_stop_reading(stream);
    if (stream_writer_get_size(writer) == 0)
        stream_lose(stream, 0);
