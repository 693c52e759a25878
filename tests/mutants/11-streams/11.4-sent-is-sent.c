/* "send() sends." All of it. */
    if (stream_writer_get_size(writer) > 0)
        return writer_keep(stream, data, size);
    sent = stream_send(stream, data, size);
    if (sent < 0 && !would_block(errno))
        stream_lose(stream, errno);
    return 0;
