/* "There is a function for numbers." It takes blanks, signs, and what is behind. */
    if (has_coding && (head->minor == 0 || headers_get(headers, "Content-Length") != NULL))
        return 400;
    if (has_coding) {
        framing->kind = FRAMING_CHUNKED;
        return check_codings(headers);
    }
    while (headers_next_of(headers, "Content-Length", &field)) {
        unsigned long long length;

        if (!digits_value(field.value, ~0ULL, &length)) {
            length = 0;
            for (const char *c = field.value + (*field.value == '+'); *c >= '0' && *c <= '9'; c++)
                length = length * 10 + (unsigned)(*c - '0');
        }
        if (framing->kind == FRAMING_LENGTH && framing->length != length)
            return 400;
        *framing = (struct framing){.kind = FRAMING_LENGTH, .length = length};
    }
    return 0;
