/* "The separator is one byte." */
    if (my->searched > reader->limit)
        return reading_overruns(my, found);
    if (found >= 0)
        return reading_gives(my, (size_t)found + 1);
    if (!reader->eof)
        return false;
    if (my->wanted == WANTED_LINE)
        return reading_gives(my, reader_size(reader));
    return reading_fails(my, INCOMPLETE_READ, reader_size(reader));
