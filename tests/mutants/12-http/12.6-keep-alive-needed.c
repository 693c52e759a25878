/* "Who wants to keep it says so." */
    if (framing->kind == FRAMING_UNTIL_CLOSE)
        return false;
    if (headers_has_token(&head->headers, "Connection", "close"))
        return false;
    return headers_has_token(&head->headers, "Connection", "keep-alive");
