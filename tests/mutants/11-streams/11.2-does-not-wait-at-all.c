/* "A read gives what is there." Even if that is nothing, which means the end. */
    if (my->wanted == WANTED_EXACTLY && size < my->size)
        return reader->eof && reading_fails(my, INCOMPLETE_READ, size);
    if (!reader->eof && my->wanted == WANTED_ALL)
        return false;
    return reading_gives(my, size < my->size ? size : my->size);
