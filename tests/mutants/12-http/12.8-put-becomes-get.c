/* "301, 302 and 303 are the ones that make a GET." Of everything? */
    if (status <= 303 && strcmp(outgoing->method, "HEAD") != 0) {
        strcpy(outgoing->method, "GET");
        outgoing_drop_body(outgoing);
    } else if (outgoing->source_used) {
        return ESPIPE;
    }
    if (!url_same_origin(&outgoing->url, url)) {
        headers_remove(&outgoing->headers, "Authorization");
        headers_remove(&outgoing->headers, "Cookie");
    }
