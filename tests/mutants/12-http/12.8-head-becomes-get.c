/* "303 means GET." */
    const bool is_post = strcmp(outgoing->method, "POST") == 0;

    if (status == 303 || ((status == 301 || status == 302) && is_post)) {
        strcpy(outgoing->method, "GET");
        outgoing_drop_body(outgoing);
    } else if (outgoing->source_used) {
        return ESPIPE;
    }
    if (!url_same_origin(&outgoing->url, url)) {
        headers_remove(&outgoing->headers, "Authorization");
        headers_remove(&outgoing->headers, "Cookie");
    }
