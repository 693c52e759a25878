/* "Less than 0 is an error." */
    if (stream_writer_get_size(writer) == 0)
        sent = stream_send(stream, data, size);
    if (sent < 0) {
        stream_lose(stream, errno);
        return 0;
    }
    if ((size_t)sent == size)
        return 0;
    return writer_keep(stream, (const char *)data + sent, size - (size_t)sent);
