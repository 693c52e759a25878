/* "It is lost when it is empty." Until then nobody knows that it closes. */
    if (stream->closing)
        return;
    stream_stop_reading(stream);
    if (stream_writer_get_size(writer) == 0)
        stream_lose(stream, 0);
