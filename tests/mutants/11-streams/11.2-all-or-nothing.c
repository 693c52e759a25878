/* "A read waits until it has what it was asked for." */
    if (my->wanted == WANTED_EXACTLY && size < my->size)
        return reader->eof && reading_fails(my, INCOMPLETE_READ, size);
    if (!reader->eof && size < my->size)
        return false;
    return reading_gives(my, size < my->size ? size : my->size);
