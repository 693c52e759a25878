/* "With nothing left, keep nothing." It is kept, and watched for. */
    if (stream_writer_get_size(writer) == 0)
        sent = stream_send(stream, data, size);
    if (sent < 0 && !would_block(errno)) {
        stream_lose(stream, errno);
        return 0;
    }
    if (sent < 0)
        sent = 0;
    return writer_keep(stream, (const char *)data + sent, size - (size_t)sent);
