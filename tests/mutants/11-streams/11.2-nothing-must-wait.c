/* "With nothing there, a read waits." Also one of no bytes. */
    if (my->wanted == WANTED_EXACTLY && size < my->size)
        return reader->eof && reading_fails(my, INCOMPLETE_READ, size);
    if (!reader->eof && (my->wanted == WANTED_ALL || size == 0))
        return false;
    return reading_gives(my, size < my->size ? size : my->size);
