/* "What was not sent is kept." Whatever the reason. */
    if (stream_writer_get_size(writer) == 0)
        sent = stream_send(stream, data, size);
    if (sent < 0)
        sent = 0;
    if ((size_t)sent == size)
        return 0;
    return writer_keep(stream, (const char *)data + sent, size - (size_t)sent);
