/* "The end is fed, and that is all." */
    if (size > 0)
        error = stream_reader_feed_data(&stream->reader, data, (size_t)size);
    else if (size < 0 && !would_block(errno))
        error = errno;
    else if (size == 0)
        stream_reader_feed_eof(&stream->reader);
    if (error != 0)
        stream_lose(stream, error);
