/* "The loop sends it when there is room." */
    (void)sent, (void)stream_send;
    return writer_keep(stream, data, size);
