/* "The field is 'close'." It is a list. */
    if (framing->kind == FRAMING_UNTIL_CLOSE)
        return false;
    const char *connection = headers_get(&head->headers, "Connection");

    if (connection != NULL && text_same(connection, "close"))
        return false;
    return head->minor > 0 || headers_has_token(&head->headers, "Connection", "keep-alive");
