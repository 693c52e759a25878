/* "Fewer than wanted is an error." Fewer there are at the end of each file. */
    size_t size;

    if (error != 0)
        return error;
    size = fread(file->buffer, 1, file->wanted, file->stream);
    if (size < file->wanted)
        return errno != 0 ? errno : EIO;
    return file_give(file, size, result);
