/* A segment that is different is forgotten with the next one. */
    bool same = true;

    for (;;) {
        const size_t wanted = segment_size(pattern), size = segment_size(path);

        if (segment_is_name(pattern, wanted) && size > 0)
            match_add(match, pattern, wanted, path, size), same = true;
        else if (segment_is_name(pattern, wanted) || !segment_same(pattern, wanted, path, size))
            same = false;
        else
            same = true;
        pattern += wanted;
        path += size;
        if (*pattern == '\0' || *path == '\0')
            return same && *pattern == *path;
        pattern++;
        path++;
    }
