/* "All but a full kernel is an error." A signal that comes in the middle is none. */
    if (stream_writer_get_size(writer) == 0)
        sent = stream_send(stream, data, size);
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
        stream_lose(stream, errno);
        return 0;
    }
    if (sent < 0)
        sent = 0;
    if ((size_t)sent < size)
        return writer_keep(stream, (const char *)data + sent, size - (size_t)sent);
    return 0;
