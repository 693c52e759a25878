/* Reads, but does not say how much. */
    size_t size;

    if (error != 0)
        return error;
    size = fread(file->buffer, 1, file->wanted, file->stream);
    *result = value_of(&file->bytes);
    return size > 0 || feof(file->stream) ? 0 : errno;
