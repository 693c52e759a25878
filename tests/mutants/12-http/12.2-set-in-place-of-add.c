/* "A name has one value." */
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
    char *text = copy_text(line, name);
    size_t size_of_value = (size_t)(end - value);

    if (text == NULL)
        return 500;
    headers_remove(headers, text);
    free(text);
    return headers_append(headers, line, name, value, size_of_value) == 0 ? 0 : 500;
