/* "The same host is the same server." On another port there may be anybody. */
    const bool is_post = strcmp(outgoing->method, "POST") == 0;
    const bool is_head = strcmp(outgoing->method, "HEAD") == 0;

    if ((status == 303 && !is_head) || ((status == 301 || status == 302) && is_post)) {
        strcpy(outgoing->method, "GET");
        outgoing_drop_body(outgoing);
    } else if (outgoing->source_used) {
        return ESPIPE;
    }
    if (strcmp(outgoing->url.host, url->host) != 0) {
        headers_remove(&outgoing->headers, "Authorization");
        headers_remove(&outgoing->headers, "Cookie");
    }
