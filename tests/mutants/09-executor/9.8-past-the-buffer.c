/* read(2) on the file's descriptor knows nothing of what the stream has read ahead. */
    ssize_t size;

    if (error != 0)
        return error;
    size = read(fileno(file->stream), file->buffer, file->wanted);
    return file_give(file, size > 0 ? (size_t)size : 0, result);
