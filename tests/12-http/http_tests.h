/*
 * What the tests of messages share: a message is given as text, and what comes of it told in words.
 */
#ifndef HTTP_TESTS_H
#define HTTP_TESTS_H

#include "body.h"
#include "exercise.h"

/* A text with its size; a \0 may stand in it. */
#define TEXT(literal) literal, sizeof(literal) - 1

/*
 * What comes of the head in TEXT, in words: of a request "GET /path 1.1 Host=[a] Accept=[b]", of a response
 * "200 OK 1.1 Name=[value]"; "more" if it has no end; or the status of a refusal and the error: "400
 * EBADMSG". What is behind the head comes last: "+rest". It is fed in one piece, then byte by byte, then
 * cut in two at every place: where these differ the test fails. The text lives until the next call.
 */
const char *parsed(enum http_kind kind, const char *text, size_t size);

/* The same for one request line: a Host is put behind it, and only the line is told: "GET /path 1.1". */
const char *requested(const char *line, size_t size);

/* The same for the lines of fields in TEXT, behind a Host: "Name=[value]", or "400 EBADMSG". */
const char *fielded(const char *text, size_t size);

/*
 * What the decoder makes of the chunks in TEXT, however they are cut: "hello, world", behind it "." if it
 * ended there, "+rest" for what came behind the end, or the error.
 */
const char *dechunked(const char *text, size_t size);

/* A head with the fields in TEXT ("Name: value\n" each), of HTTP/1.MINOR. Lives until the next call. */
struct http_head *head_of(int minor, const char *text);

/* Ends the use of the last head_of(). */
void head_done(void);

/* "none", "5 bytes", "chunked" or "until close". */
const char *framing_text(const struct framing *framing);

void add_headers(TCase *tests);   /* check_http_parser_headers.c, with 12.2 */
void add_limits(TCase *tests);    /* check_http_parser_limits.c, with 12.1 */
void add_responses(TCase *tests); /* check_http_parser_limits.c, with 12.2 */
void add_body(TCase *tests);      /* check_chunks_body.c, with 12.4 */
void add_target(TCase *tests);    /* check_router_target.c, with 12.5 */
void add_server(TCase *tests);    /* check_keep_alive_server.c, with 12.6 */
void add_faults(TCase *tests);    /* check_keep_alive_faults.c, with 12.6 */

#endif
