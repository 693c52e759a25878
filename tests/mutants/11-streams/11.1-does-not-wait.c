/* "If it is not there, it is not there." The end of the stream is not asked for. */
    if (my->searched > reader->limit)
        return reading_overruns(my, found);
    if (found >= 0)
        return reading_gives(my, (size_t)found + strlen(my->separator));
    if (my->wanted == WANTED_LINE)
        return reading_gives(my, reader_size(reader));
    return reading_fails(my, INCOMPLETE_READ, reader_size(reader));
