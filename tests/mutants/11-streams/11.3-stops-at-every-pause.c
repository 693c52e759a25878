/* "No bytes now: no reading any more." */
    if (size > 0)
        error = stream_reader_feed_data(&stream->reader, data, (size_t)size);
    else if (size < 0 && !would_block(errno))
        error = errno;
    if (error != 0)
        stream_lose(stream, error);
    if (size > 0)
        return 0;
    stream_stop_reading(stream);
    if (size == 0)
        stream_reader_feed_eof(&stream->reader);
