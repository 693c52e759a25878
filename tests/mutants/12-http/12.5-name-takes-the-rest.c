/* "The last name takes all that is left." */
    for (;;) {
        const size_t wanted = segment_size(pattern), size = segment_size(path);

        if (segment_is_name(pattern, wanted) && size > 0)
            match_add(match, pattern, wanted, path, pattern[wanted] == '\0' ? strlen(path) : size);
        else if (segment_is_name(pattern, wanted) || !segment_same(pattern, wanted, path, size))
            return false;
        pattern += wanted;
        path += segment_is_name(pattern - wanted, wanted) && *pattern == '\0' ? strlen(path) : size;
        if (*pattern == '\0' || *path == '\0')
            return *pattern == *path;
        pattern++;
        path++;
    }
