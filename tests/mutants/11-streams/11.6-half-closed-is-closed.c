/* "After write_eof it is closing already." That was one side only: it stays open for ever. */
    if (stream->closing || stream->eof)
        return;
    stream->closing = true;
    stream_stop_reading(stream);
    if (stream_writer_get_size(writer) == 0)
        stream_lose(stream, 0);
