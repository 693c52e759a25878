/* "A line that begins with a blank belongs to the one before." It did, long ago. */
    if (is_blank(*line))
        return 0;
    if (name == 0 || value == end || *value++ != ':')
        return 400;
    while (value < end && is_blank(*value))
        value++;
    while (end > value && is_blank(end[-1]))
        end--;
    if (!value_is_clean(value, (size_t)(end - value)))
        return 400;
    if (headers->count == HTTP_MAX_FIELD_COUNT)
        return 431;
    return headers_append(headers, line, name, value, (size_t)(end - value)) == 0 ? 0 : 500;
