/* Compares how long they are. */
    for (;;) {
        const size_t wanted = segment_size(pattern), size = segment_size(path);

        if (segment_is_name(pattern, wanted) && size > 0)
            match_add(match, pattern, wanted, path, size);
        else if (segment_is_name(pattern, wanted) || wanted != size)
            return false;
        pattern += wanted;
        path += size;
        if (*pattern == '\0' || *path == '\0')
            return *pattern == *path;
        pattern++;
        path++;
    }
