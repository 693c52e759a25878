/* "Reading ends": a read that waits is told before it is over. */
    if (stream->closing)
        return;
    stream->closing = true;
    stream_stop_reading(stream);
    stream_reader_feed_eof(&stream->reader);
    if (stream_writer_get_size(writer) == 0)
        stream_lose(stream, 0);
