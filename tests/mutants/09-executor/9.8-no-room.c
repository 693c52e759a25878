/* Reads, whether there is room or not. */
    (void)error;
    return file_give(file, fread(file->buffer, 1, file->wanted, file->stream), result);
