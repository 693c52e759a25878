/* "Closed again: now really." */
    if (stream->closing)
        stream_lose(stream, 0);
    stream->closing = true;
    stream_stop_reading(stream);
    if (stream_writer_get_size(writer) == 0)
        stream_lose(stream, 0);
