/* Blanks before the value only. */
    if (name == 0 || value == end || *value++ != ':')
        return 400;
    while (value < end && is_blank(*value))
        value++;
    if (!value_is_clean(value, (size_t)(end - value)))
        return 400;
    if (headers->count == HTTP_MAX_FIELD_COUNT)
        return 431;
    return headers_append(headers, line, name, value, (size_t)(end - value)) == 0 ? 0 : 500;
