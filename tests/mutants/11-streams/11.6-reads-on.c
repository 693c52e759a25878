/* "What still comes does no harm." */
    if (stream->closing)
        return;
    stream->closing = true;
    (void)stream_stop_reading;
    if (stream_writer_get_size(writer) == 0)
        stream_lose(stream, 0);
