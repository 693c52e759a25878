/*
 * Chapter 12: where bodies end (RFC 9112, section 6).
 */
#include <stdio.h>
#include <string.h>

#include "http_tests.h"

/* ---- What the tests share -------------------------------------------------------------------- */

static struct http_head head;

void head_done(void)
{
    http_head_clear(&head);
}

struct http_head *head_of(int minor, const char *text)
{
    head_done();
    head.minor = minor;
    while (*text != '\0') {
        const char *colon = strchr(text, ':'), *end = strchr(text, '\n');

        headers_append(&head.headers, text, (size_t)(colon - text), colon + 2,
                       (size_t)(end - colon - 2));
        text = end + 1;
    }
    return &head;
}

const char *framing_text(const struct framing *framing)
{
    static char text[40];

    if (framing->kind == FRAMING_LENGTH)
        snprintf(text, sizeof text, "%llu bytes", framing->length);
    else
        strcpy(text, framing->kind == FRAMING_NONE      ? "none"
                     : framing->kind == FRAMING_CHUNKED ? "chunked"
                                                        : "until close");
    return text;
}

/* Where the body of a request with these fields ends, or the status that it is refused with. */
static const char *framed(int minor, const char *fields)
{
    static char text[40];
    struct framing framing;
    int status = framing_of_request(head_of(minor, fields), &framing);

    snprintf(text, sizeof text, "%d", status);
    head_done();
    return status != 0 ? text : framing_text(&framing);
}

/* ---- 12.3 request_framing -------------------------------------------------------------------- */

START_TEST(framing_by_length)
{
    expect_str(framed(1, ""), "none", "a request that says nothing of a body has none");
    expect_str(framed(1, "Content-Length: 5\n"), "5 bytes", "Content-Length is the body's length");
    expect_str(framed(0, "content-length: 0\n"), "0 bytes", "a length may be 0");
    expect_str(framed(1, "Content-Length: 9223372036854775807\n"), "9223372036854775807 bytes",
               "a length may be large");
    expect_str(framed(1, "Content-Length: 0005\n"), "5 bytes", "zeros may stand before a number");
}
END_TEST

START_TEST(framing_by_a_bad_length)
{
    expect_str(framed(1, "Content-Length: 9223372036854775808\n"), "400",
               "a length that is too large is no length");
    expect_str(framed(1, "Content-Length: 18446744073709551621\n"), "400",
               "a length that does not fit is not what is left of it");
    expect_str(framed(1, "Content-Length: +5\n"), "400", "a length has no sign");
    expect_str(framed(1, "Content-Length: -5\n"), "400", "a length has no sign");
    expect_str(framed(1, "Content-Length: 5 5\n"), "400", "a length is one number");
    expect_str(framed(1, "Content-Length: 5, 5\n"), "400", "a length is one number");
    expect_str(framed(1, "Content-Length: 0x5\n"), "400", "a length is decimal");
    expect_str(framed(1, "Content-Length: \n"), "400", "a length is not empty");
    expect_str(framed(1, "Content-Length: 5a\n"), "400", "a length is digits and nothing else");
}
END_TEST

START_TEST(framing_by_two_lengths)
{
    expect_str(framed(1, "Content-Length: 5\nContent-Length: 6\n"), "400",
               "two lengths that differ are refused: somebody would believe the other one");
    expect_str(framed(1, "Content-Length: 5\nA: b\ncontent-length: 6\n"), "400",
               "capitals and fields between them make no difference");
    expect_str(framed(1, "Content-Length: 5\nContent-Length: 5\n"), "5 bytes",
               "the same length said twice is no doubt");
    expect_str(framed(1, "Content-Length: 5\nContent-Length: x\n"), "400",
               "each of them must be a number");
    expect_str(framed(1, "Content-Length: 0\nContent-Length: 6\n"), "400",
               "0 is a length as any other");
}
END_TEST

START_TEST(framing_by_chunks)
{
    expect_str(framed(1, "Transfer-Encoding: chunked\n"), "chunked",
               "Transfer-Encoding: chunked is a body in chunks");
    expect_str(framed(1, "transfer-encoding: Chunked\n"), "chunked",
               "codings are the same in capitals or not");
    expect_str(framed(1, "Transfer-Encoding: gzip, chunked\n"), "501",
               "a coding that is not known is 501");
    expect_str(framed(1, "Transfer-Encoding: gzip\n"), "501", "a coding that is not known is 501");
    expect_str(framed(1, "Transfer-Encoding: chunked, chunked\n"), "400",
               "there are no chunks of chunks");
    expect_str(framed(1, "Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n"), "400",
               "there are no chunks of chunks");
    expect_str(framed(1, "Transfer-Encoding: chunked, gzip\n"), "400",
               "chunked comes last, or nobody finds the end");
    expect_str(framed(1, "Transfer-Encoding: \n"), "400", "a coding has a name");
    expect_str(framed(1, "Transfer-Encoding: xchunked\n"), "501",
               "a name that ends alike is another name");
}
END_TEST

//! [both]
START_TEST(framing_by_both)
{
    expect_str(framed(1, "Transfer-Encoding: chunked\nContent-Length: 5\n"), "400",
               "a length and chunks: somebody would believe the other one");
    expect_str(framed(1, "Content-Length: 5\nTransfer-Encoding: chunked\n"), "400",
               "their order makes no difference");
    expect_str(framed(1, "Content-Length: 0\nTransfer-Encoding: chunked\n"), "400",
               "a length of 0 is a length, too");
    expect_str(framed(1, "Content-Length: 5\nTransfer-Encoding: identity\n"), "400",
               "any coding beside a length is refused");
    expect_str(framed(0, "Transfer-Encoding: chunked\n"), "400",
               "HTTP/1.0 has no codings: whoever passed it on did not look at it");
}
END_TEST
//! [both]

/* Where the body of a response with these fields ends, or the error. */
static const char *framed_response(int status, const char *method, const char *fields)
{
    struct framing framing;
    int error;

    head_of(1, fields)->status = status;
    error = framing_of_response(&head, method, &framing);
    head_done();
    return error != 0 ? errno_name(error) : framing_text(&framing);
}

START_TEST(framing_of_responses)
{
    expect_str(framed_response(200, "GET", "Content-Length: 5\n"), "5 bytes",
               "Content-Length is the body's length");
    expect_str(framed_response(200, "GET", "Transfer-Encoding: chunked\n"), "chunked",
               "Transfer-Encoding: chunked is a body in chunks");
    expect_str(framed_response(200, "GET", ""), "until close",
               "a response that says nothing of its end ends with the connection");
    expect_str(framed_response(200, "HEAD", "Content-Length: 5\n"), "none",
               "a response to HEAD has no body, whatever it says");
    expect_str(framed_response(204, "GET", ""), "none", "204 has no body");
    expect_str(framed_response(304, "GET", "Content-Length: 5\n"), "none", "304 has no body");
    expect_str(framed_response(100, "GET", ""), "none", "100 has no body");
    expect_str(framed_response(200, "GET", "Content-Length: 5\nTransfer-Encoding: chunked\n"),
               "EBADMSG", "a length and chunks are refused");
    expect_str(framed_response(200, "GET", "Content-Length: 5\nContent-Length: 6\n"), "EBADMSG",
               "two lengths that differ are refused");
    expect_str(framed_response(200, "GET", "Transfer-Encoding: gzip, chunked\n"), "EPROTONOSUPPORT",
               "a coding that is not known is refused");
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------- */

Suite *framing_suite(void);

Suite *framing_suite(void)
{
    Suite *suite = suite_create("framing");
    TCase *tests = exercise(suite, "12.3 request_framing", 6, "Where a body ends");

    tcase_add_test(tests, framing_by_length);
    tcase_add_test(tests, framing_by_a_bad_length);
    tcase_add_test(tests, framing_by_two_lengths);
    tcase_add_test(tests, framing_by_chunks);
    tcase_add_test(tests, framing_by_both);
    tcase_add_test(tests, framing_of_responses);
    return suite;
}
