/* Says what is wrong with the codings, and not that there are chunks. */
    if (has_coding && (head->minor == 0 || headers_get(headers, "Content-Length") != NULL))
        return 400;
    if (has_coding) {
        return check_codings(headers);
    }
    while (headers_next_of(headers, "Content-Length", &field)) {
        unsigned long long length;

        if (!digits_value(field.value, LENGTH_MAX, &length))
            return 400;
        if (framing->kind == FRAMING_LENGTH && framing->length != length)
            return 400;
        *framing = (struct framing){.kind = FRAMING_LENGTH, .length = length};
    }
    return 0;
