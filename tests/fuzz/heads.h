/*
 * Heads of messages, fed to the parser and told in words.
 */
#ifndef HEADS_H
#define HEADS_H

#include <errno.h>

#include "fuzz.h"
#include "http_parser.h"

/* Says what is in HEAD. */
static inline void tell_head(struct told *told, const struct http_head *head)
{
    struct header field = {0};

    tell_text(told, head->method);
    tell_text(told, head->target != NULL ? head->target : "");
    tell_text(told, head->reason != NULL ? head->reason : "");
    tell_number(told, (unsigned)head->status);
    tell_number(told, (unsigned)head->minor);
    while (headers_next(&head->headers, &field)) {
        tell_text(told, field.name);
        tell_text(told, field.value);
    }
}

/* Feeds DATA to a parser in pieces, until it has enough. Returns where the head ended. */
static inline int parse(struct told *told, enum http_kind kind, struct http_head *head,
                        const uint8_t *data, size_t size, uint32_t cuts)
{
    struct http_parser parser;
    int error = EINPROGRESS;
    size_t at = 0;

    http_parser_init(&parser, kind, head);
    while (error == EINPROGRESS && at < size) {
        size_t piece = next_piece(&cuts, size - at), used = 0;
        char *copy = copy_of(data + at, piece);

        error = http_parser_feed(&parser, copy, piece, &used);
        if (used > piece || (error == EINPROGRESS && used != piece))
            abort();
        free(copy);
        at += used;
    }
    tell_number(told, (unsigned)error);
    tell_number(told, (unsigned)parser.status);
    if (error == 0)
        tell_head(told, head);
    if (error == 0)
        tell_number(told, at);
    http_parser_destroy(&parser);
    return error;
}

#endif
