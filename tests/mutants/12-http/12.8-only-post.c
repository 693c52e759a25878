/* "Only a POST is ever changed." */
    if (status <= 303 && strcmp(outgoing->method, "POST") == 0) {
        strcpy(outgoing->method, "GET");
        outgoing_drop_body(outgoing);
    } else if (outgoing->source_used) {
        return ESPIPE;
    }
    if (!url_same_origin(&outgoing->url, url)) {
        headers_remove(&outgoing->headers, "Authorization");
        headers_remove(&outgoing->headers, "Cookie");
    }
