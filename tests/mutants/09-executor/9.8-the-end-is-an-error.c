/* "No bytes: something is wrong." At the end of a file it is not. */
    size_t size;

    if (error != 0)
        return error;
    size = fread(file->buffer, 1, file->wanted, file->stream);
    if (size == 0)
        return EIO;
    return file_give(file, size, result);
