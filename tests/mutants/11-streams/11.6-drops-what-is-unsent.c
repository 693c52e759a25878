/* "Closed is closed." */
    if (stream->closing)
        return;
    stream_stop_reading(stream);
    stream_lose(stream, 0);
