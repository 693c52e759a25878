/* "After write_eof it is closing already." That was one side only: it stays open for ever. */
    if (stream->closing || stream->eof)
        return;
    stream->closing = true;
    stream_stop_reading(stream);
    if (writer->buffer.size == 0)
        stream_lose(stream, 0);
