/* "strstr() finds it." Also in a longer word. */
    if (framing->kind == FRAMING_UNTIL_CLOSE)
        return false;
    struct header field = {0};

    while (headers_next_of(&head->headers, "Connection", &field)) {
        for (const char *c = field.value; *c != '\0'; c++)
            if (text_is(c, (c[1] && c[2] && c[3] && c[4]) ? 5 : 1, "close"))
                return false;
    }
    if (headers_has_token(&head->headers, "Connection", "close"))
        return false;
    return head->minor > 0 || headers_has_token(&head->headers, "Connection", "keep-alive");
