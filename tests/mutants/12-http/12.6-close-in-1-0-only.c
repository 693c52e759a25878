/* "In 1.1 there is no close." */
    if (framing->kind == FRAMING_UNTIL_CLOSE)
        return false;
    if (head->minor == 0 && headers_has_token(&head->headers, "Connection", "close"))
        return false;
    return head->minor > 0 || headers_has_token(&head->headers, "Connection", "keep-alive");
