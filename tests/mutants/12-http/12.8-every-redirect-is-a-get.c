/* "A redirect is a GET of something else." */
    (void)status;
    strcpy(outgoing->method, "GET");
    outgoing_drop_body(outgoing);
    if (!url_same_origin(&outgoing->url, url)) {
        headers_remove(&outgoing->headers, "Authorization");
        headers_remove(&outgoing->headers, "Cookie");
    }
