/* "The last one counts." */
    if (has_coding && (head->minor == 0 || headers_get(headers, "Content-Length") != NULL))
        return 400;
    if (has_coding) {
        framing->kind = FRAMING_CHUNKED;
        return check_codings(headers);
    }
    while (headers_next_of(headers, "Content-Length", &field)) {
        unsigned long long length;

        if (!digits_value(field.value, LENGTH_MAX, &length))
            return 400;
        *framing = (struct framing){.kind = FRAMING_LENGTH, .length = length};
    }
    return 0;
