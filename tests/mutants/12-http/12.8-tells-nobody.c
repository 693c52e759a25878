/* "Better safe than sorry." To the same server everything may go along. */
    const bool is_post = strcmp(outgoing->method, "POST") == 0;
    const bool is_head = strcmp(outgoing->method, "HEAD") == 0;

    if ((status == 303 && !is_head) || ((status == 301 || status == 302) && is_post)) {
        strcpy(outgoing->method, "GET");
        outgoing_drop_body(outgoing);
    } else if (outgoing->source_used) {
        return ESPIPE;
    }
    headers_remove(&outgoing->headers, "Authorization");
    headers_remove(&outgoing->headers, "Cookie");
