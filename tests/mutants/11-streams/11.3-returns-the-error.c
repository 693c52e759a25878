/* "An error is returned." So it is reported, and the connection lives on. */
    if (size < 0)
        return would_block(errno) ? 0 : errno;
    if (size > 0)
        return stream_reader_feed_data(&stream->reader, data, (size_t)size);
    stream_stop_reading(stream);
    stream_reader_feed_eof(&stream->reader);
    (void)stream_lose;
