/**
 * @file framing.h
 * @brief Chapter 12: where a message's body ends, and what comes of the connection behind it.
 *
 * A body ends after a number of bytes, or with its last chunk, or with the connection. Sender and
 * receiver must agree on which it is, to the byte: RFC 9112, section 6.
 */
#ifndef FRAMING_H
#define FRAMING_H

#include "http_parser.h"

/** @brief How the end of a body is found. */
enum framing_kind {
    FRAMING_NONE,        /**< There is no body. */
    FRAMING_LENGTH,      /**< After `length` bytes. */
    FRAMING_CHUNKED,     /**< Behind a chunk of size 0. */
    FRAMING_UNTIL_CLOSE, /**< With the connection. Responses only. */
};

/** @brief Where a body ends. */
struct framing {
    enum framing_kind kind;    /**< How it is found. */
    unsigned long long length; /**< How many bytes it has; 0 where that is not known. */
};

/**
 * @brief Where the body of the request @p head ends.
 *
 * @return 0, or the status of the answer: 400 for a head that can be understood in two ways (a length
 *         and chunks, two lengths, ...), 501 for a coding that is not known.
 */
int framing_of_request(const struct http_head *head, struct framing *framing);

/**
 * @brief Where the body of the response @p head ends; @p method is the request's.
 *
 * @return 0; #BAD_MESSAGE if it can be understood in two ways; EPROTONOSUPPORT for a coding that is not
 *         known.
 */
int framing_of_response(const struct http_head *head, const char *method, struct framing *framing);

/**
 * @brief True if the connection may be used again behind the message @p head, whose body is @p framing.
 */
bool http_keeps_alive(const struct http_head *head, const struct framing *framing);

/**
 * @brief The number in @p text, decimal digits and nothing else. @return false: it is none, or more than
 * @p most.
 */
bool digits_value(const char *text, unsigned long long most, unsigned long long *value);

#endif
