/* "The path is done: it fits." The route may go on. */
    for (;;) {
        const size_t wanted = segment_size(pattern), size = segment_size(path);

        if (segment_is_name(pattern, wanted) && size > 0)
            match_add(match, pattern, wanted, path, size);
        else if (segment_is_name(pattern, wanted) || !segment_same(pattern, wanted, path, size))
            return false;
        pattern += wanted;
        path += size;
        if (*pattern == '\0' || *path == '\0')
            return *path == '\0';
        pattern++;
        path++;
    }
