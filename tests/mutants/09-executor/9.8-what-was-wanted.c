/* "It was to be so many bytes." At the end of a file there are fewer. */
    size_t size;

    if (error != 0)
        return error;
    size = fread(file->buffer, 1, file->wanted, file->stream);
    return file_give(file, size < file->wanted ? file->wanted : size, result);
