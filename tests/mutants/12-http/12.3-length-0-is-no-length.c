/* "Both is 400: there is a coding, and there is a length." The length may be 0. */
    unsigned long long length;

    while (headers_next_of(headers, "Content-Length", &field)) {
        if (!digits_value(field.value, LENGTH_MAX, &length))
            return 400;
        if (framing->kind == FRAMING_LENGTH && framing->length != length)
            return 400;
        *framing = (struct framing){.kind = FRAMING_LENGTH, .length = length};
    }
    if (!has_coding)
        return 0;
    if (framing->length != 0 || head->minor == 0)
        return 400;
    *framing = (struct framing){.kind = FRAMING_CHUNKED};
    return check_codings(headers);
