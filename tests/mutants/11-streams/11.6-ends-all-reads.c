/* "Reading ends": a read that waits is told before it is over. */
    if (stream->closing)
        return;
    stream->closing = true;
    stream_stop_reading(stream);
    stream_reader_feed_eof(&stream->reader);
    if (writer->buffer.size == 0)
        stream_lose(stream, 0);
