/* "At the end of the stream every read gives what is left." */
    if (my->searched > reader->limit)
        return reading_overruns(my, found);
    if (found >= 0)
        return reading_gives(my, (size_t)found + strlen(my->separator));
    return reader->eof && reading_gives(my, reader_size(reader));
