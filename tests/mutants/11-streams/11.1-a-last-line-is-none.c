/* "A line without an end is incomplete." */
    if (my->searched > reader->limit)
        return reading_overruns(my, found);
    if (found >= 0)
        return reading_gives(my, (size_t)found + strlen(my->separator));
    return reader->eof && reading_fails(my, INCOMPLETE_READ, reader_size(reader));
