/* "Nothing came, so there is nothing to feed." */
    if (size > 0)
        error = stream_reader_feed_data(&stream->reader, data, (size_t)size);
    else if (size < 0 && !would_block(errno))
        error = errno;
    if (error != 0)
        stream_lose(stream, error);
    if (size == 0)
        stream_stop_reading(stream);
