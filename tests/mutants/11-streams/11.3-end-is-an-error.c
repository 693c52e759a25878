/* "Nothing read: the connection is over." */
    if (size > 0)
        error = stream_reader_feed_data(&stream->reader, data, (size_t)size);
    else if (size < 0 && !would_block(errno))
        error = errno;
    if (error != 0 || size == 0)
        stream_lose(stream, error);
