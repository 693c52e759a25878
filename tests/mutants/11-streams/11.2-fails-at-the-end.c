/* "At the end there is not enough." Even if there is. */
    if (my->wanted == WANTED_EXACTLY && reader->eof)
        return reading_fails(my, INCOMPLETE_READ, size);
    if (my->wanted == WANTED_EXACTLY && size < my->size)
        return false;
    if (!reader->eof && (my->wanted == WANTED_ALL || (size == 0 && my->size > 0)))
        return false;
    return reading_gives(my, size < my->size ? size : my->size);
