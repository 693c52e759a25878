/* Takes the file's lock, which job_read() has taken already. */
    if (error != 0)
        return error;
    pthread_mutex_lock(&file->lock);
    error = file_give(file, fread(file->buffer, 1, file->wanted, file->stream), result);
    pthread_mutex_unlock(&file->lock);
    return error;
