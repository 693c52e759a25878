/* "At the end of the stream what there is must do." All of it, however little was asked for. */
    if (my->wanted == WANTED_EXACTLY && size < my->size)
        return reader->eof && reading_fails(my, INCOMPLETE_READ, size);
    if (reader->eof)
        return reading_gives(my, size);
    if (my->wanted == WANTED_ALL || (size == 0 && my->size > 0))
        return false;
    return reading_gives(my, size < my->size ? size : my->size);
