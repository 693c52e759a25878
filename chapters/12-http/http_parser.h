/**
 * @file http_parser.h
 * @brief Chapter 12: the head of a request or of a response, read from bytes as they come.
 *
 * The parser is a generator of chapter 4. It is fed in pieces, and asks for more by a yield; what comes
 * of the message does not depend on where it was cut.
 *
 * It is strict (RFC 9112). A message that two programs understand in two ways lets a third one smuggle
 * a request past the first, so what is not quite right is refused.
 *
 * Mirrors aiohttp's `HttpRequestParser` and `HttpResponseParser`.
 */
#ifndef HTTP_PARSER_H
#define HTTP_PARSER_H

#include "buffer.h"
#include "generators.h"
#include "headers.h"

/** @brief A message that is malformed, or that cannot be understood in one way only. */
#define BAD_MESSAGE EBADMSG

/** @brief So many bytes a request line or a status line may have, its end included. */
#define HTTP_MAX_LINE ((size_t)8192)

/** @brief So many bytes all header fields of a message may have together, their ends included. */
#define HTTP_MAX_FIELDS ((size_t)16384)

/** @brief So many header fields a message may have. */
#define HTTP_MAX_FIELD_COUNT ((size_t)100)

/** @brief So many bytes a method may have, with a 0 at its end. */
#define HTTP_METHOD_SIZE 24

/** @brief What a parser reads. */
enum http_kind {
    HTTP_REQUEST,  /**< Requests, for a server. */
    HTTP_RESPONSE, /**< Responses, for a client. */
};

/** @brief The head of a message. All zero: empty. Owned by whoever declares it. */
struct http_head {
    char method[HTTP_METHOD_SIZE]; /**< Of a request: "GET". Methods know capitals. */
    char *target; /**< Of a request: what it asks for, as it was sent. Allocated. */
    char *reason; /**< Of a response: the words behind the status; for people. Allocated. */
    int status;   /**< Of a response: 100 to 999. */
    int minor;    /**< The version: 0 for HTTP/1.0, 1 for HTTP/1.1 and above. */
    struct headers headers; /**< The fields. */
};

/** @brief Drops what is in @p head, and gives the memory back: it is all zero then. */
void http_head_clear(struct http_head *head);

/** @brief True if nothing is in @p text that cannot be in a host with its port. It may be empty. */
bool host_is_right(const char *text);

/** @brief A parser of one head. Owned by whoever declares it, until http_parser_destroy(). */
struct http_parser {
    struct generator generator; /**< First member: the parser is a generator. */
    enum http_kind kind;        /**< What it reads. */
    struct http_head *head;     /**< Where it goes. The caller's. */
    const char *data;           /**< What is left of the piece that it was fed. */
    size_t left;                /**< How many bytes that are. */
    struct buffer cut;          /**< The beginning of a line whose end is still to come. */
    const char *line;           /**< The line that is to be read, without its end. */
    size_t line_size;           /**< How many bytes that are. */
    size_t room;                /**< So many bytes the lines that come may have. */
    int error;                  /**< Why the message is refused; 0: it is not. */
    int status;                 /**< The status for the answer to a request that is refused. */
    bool has_begun;             /**< At least one byte has come. */
};

/** @brief Makes @p parser ready to fill @p head, which must be empty and stay alive. */
void http_parser_init(struct http_parser *parser, enum http_kind kind, struct http_head *head);

/** @brief Gives its memory back; the head stays. All zero is fine. */
void http_parser_destroy(struct http_parser *parser);

/**
 * @brief Takes in the next piece of the message. @p *used is how much of it belongs to the head; what
 * is behind is the body's, or the next message's.
 *
 * @return 0: the head is complete. EINPROGRESS: more must come; all was used. #BAD_MESSAGE: malformed.
 *         EMSGSIZE: a line, or all fields together, are too long. EPROTONOSUPPORT: a version or a
 *         method that nobody knows. ENOMEM. After an error `parser->status` is the status to answer
 *         with (400, 414, 431, 501, 505 or 500), and every further call says the same.
 */
int http_parser_feed(struct http_parser *parser, const void *data, size_t size, size_t *used);

#endif
