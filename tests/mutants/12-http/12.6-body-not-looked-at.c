/* "It is said in the head." Not all of it. */
    (void)framing;
    if (headers_has_token(&head->headers, "Connection", "close"))
        return false;
    return head->minor > 0 || headers_has_token(&head->headers, "Connection", "keep-alive");
