/* "After an error nothing more comes: that is the end." */
    if (size > 0)
        stream_reader_feed_data(&stream->reader, data, (size_t)size);
    if (size > 0 || (size < 0 && would_block(errno)))
        return 0;
    stream_stop_reading(stream);
    stream_reader_feed_eof(&stream->reader);
    (void)stream_lose;
