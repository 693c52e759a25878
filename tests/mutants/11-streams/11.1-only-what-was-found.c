/* "A line that has an end is a line, however long. Only one without an end is too long." */
    if (found >= 0)
        return reading_gives(my, (size_t)found + strlen(my->separator));
    if (my->searched > reader->limit)
        return reading_overruns(my, found);
    if (!reader->eof)
        return false;
    if (my->wanted == WANTED_LINE)
        return reading_gives(my, reader_size(reader));
    return reading_fails(my, INCOMPLETE_READ, reader_size(reader));
