/*
 * Chapter 12: what comes of a connection behind a message.
 */
#include "framing.h"
#ifndef SOLUTION
#include "todo.h"
#endif

bool http_keeps_alive(const struct http_head *head, const struct framing *framing)
{
    /*
     * Exercise 12.6: not behind a body that ends with the connection, and not if the token "close" is
     * in Connection. Else HTTP/1.1 keeps it, and HTTP/1.0 only with the token "keep-alive".
     */
#ifdef SOLUTION
    if (framing->kind == FRAMING_UNTIL_CLOSE)
        return false;
    if (headers_has_token(&head->headers, "Connection", "close"))
        return false;
    return head->minor > 0 || headers_has_token(&head->headers, "Connection", "keep-alive");
#else
    TODO("12.6", head, framing);
#endif
}
