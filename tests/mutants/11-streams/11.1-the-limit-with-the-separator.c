/* "A line is its end, too." The separator counts. */
    if (my->searched + (found >= 0 ? strlen(my->separator) : 0) > reader->limit)
        return reading_overruns(my, found);
    if (found >= 0)
        return reading_gives(my, (size_t)found + strlen(my->separator));
    if (!reader->eof)
        return false;
    if (my->wanted == WANTED_LINE)
        return reading_gives(my, reader_size(reader));
    return reading_fails(my, INCOMPLETE_READ, reader_size(reader));
