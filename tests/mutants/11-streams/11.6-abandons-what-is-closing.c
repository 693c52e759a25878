/* "Closed again: now really." */
    if (stream->closing)
        stream_lose(stream, 0);
    stream->closing = true;
    stream_stop_reading(stream);
    if (writer->buffer.size == 0)
        stream_lose(stream, 0);
