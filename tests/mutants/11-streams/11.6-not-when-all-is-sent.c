/* "It closes when all is sent." But all is sent already, so nobody ever does. */
    if (stream->closing)
        return;
    stream->closing = true;
    stream_stop_reading(stream);
    (void)stream_lose;
