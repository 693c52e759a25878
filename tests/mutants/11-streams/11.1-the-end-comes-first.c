/* "At the end of the stream what is left is the line." Even if there are two. */
    if (reader->eof && my->wanted == WANTED_LINE)
        return reading_gives(my, reader_size(reader));
    if (my->searched > reader->limit)
        return reading_overruns(my, found);
    if (found >= 0)
        return reading_gives(my, (size_t)found + strlen(my->separator));
    return reader->eof && reading_fails(my, INCOMPLETE_READ, reader_size(reader));
