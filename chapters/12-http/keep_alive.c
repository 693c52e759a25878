/*
 * Chapter 12: what comes of a connection behind a message.
 */
#include "framing.h"
#include "todo.h"

bool http_keeps_alive(const struct http_head *head, const struct framing *framing)
{
    /*
     * Exercise 12.6: not behind a body that ends with the connection, and not if the token "close" is
     * in Connection. Else HTTP/1.1 keeps it, and HTTP/1.0 only with the token "keep-alive".
     */
    TODO("12.6", head, framing);
}
