/* fgets() reads up to the end of a line, and one byte less than it is told. */
    if (error != 0)
        return error;
    if (fgets(file->buffer, (int)file->wanted + 1, file->stream) == NULL)
        return file_give(file, 0, result);
    return file_give(file, strlen(file->buffer), result);
