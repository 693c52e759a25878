/* "Less than 0 is an error." */
    if (size > 0)
        error = stream_reader_feed_data(&stream->reader, data, (size_t)size);
    else if (size < 0)
        error = errno;
    if (error != 0)
        stream_lose(stream, error);
    if (size != 0)
        return 0;
    stream_stop_reading(stream);
    stream_reader_feed_eof(&stream->reader);
