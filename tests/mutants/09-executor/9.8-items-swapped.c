/* fread(buffer, size, count): one item of so many bytes. A short one counts as none. */
    if (error != 0)
        return error;
    return file_give(file, fread(file->buffer, file->wanted, 1, file->stream), result);
