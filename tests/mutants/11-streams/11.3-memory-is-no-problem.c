/* "To feed can not fail." */
    if (size > 0)
        stream_reader_feed_data(&stream->reader, data, (size_t)size);
    else if (size < 0 && !would_block(errno))
        stream_lose(stream, errno);
    if (size != 0)
        return 0;
    stream_stop_reading(stream);
    stream_reader_feed_eof(&stream->reader);
