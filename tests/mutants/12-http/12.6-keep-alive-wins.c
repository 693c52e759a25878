/* Asks for keep-alive first. */
    if (framing->kind == FRAMING_UNTIL_CLOSE)
        return false;
    if (headers_has_token(&head->headers, "Connection", "keep-alive"))
        return true;
    if (headers_has_token(&head->headers, "Connection", "close"))
        return false;
    return head->minor > 0 || headers_has_token(&head->headers, "Connection", "keep-alive");
