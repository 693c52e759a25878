/* "HTTP/1.0 keeps nothing." */
    if (framing->kind == FRAMING_UNTIL_CLOSE)
        return false;
    if (headers_has_token(&head->headers, "Connection", "close"))
        return false;
    return head->minor > 0;
