/* "What is missing may still come." */
    if (my->wanted == WANTED_EXACTLY && size < my->size)
        return false;
    if (!reader->eof && (my->wanted == WANTED_ALL || (size == 0 && my->size > 0)))
        return false;
    return reading_gives(my, size < my->size ? size : my->size);
