/* "Closed means both sides have ended." So a write after the close is an error, not silence. */
    if (stream->closing)
        return;
    stream->closing = stream->eof = true;
    stream_stop_reading(stream);
    if (writer->buffer.size == 0)
        stream_lose(stream, 0);
