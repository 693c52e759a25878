/* "So many bytes are left." But which? */
    if (stream_writer_get_size(writer) == 0)
        sent = stream_send(stream, data, size);
    if (sent < 0 && !would_block(errno)) {
        stream_lose(stream, errno);
        return 0;
    }
    if (sent < 0)
        sent = 0;
    if ((size_t)sent == size)
        return 0;
    return writer_keep(stream, data, size - (size_t)sent);
