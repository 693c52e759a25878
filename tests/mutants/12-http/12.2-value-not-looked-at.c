/* "What is in a value is not my business." */
    if (name == 0 || value == end || *value++ != ':')
        return 400;
    while (value < end && is_blank(*value))
        value++;
    while (end > value && is_blank(end[-1]))
        end--;
    if (headers->count == HTTP_MAX_FIELD_COUNT)
        return 431;
    headers_append(headers, line, name, value, (size_t)(end - value));
    return 0;
