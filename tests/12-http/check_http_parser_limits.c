/*
 * Chapter 12: where heads end, how long they may be, whom they are for; and heads of responses.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http_tests.h"

#define HEAD "GET / HTTP/1.1\r\nHost: a\r\n"

START_TEST(head_leaves_the_rest)
{
    expect_str(parsed(HTTP_REQUEST, TEXT(HEAD "\r\nbody")), "GET / 1.1 Host=[a]+body",
               "what is behind the head is not the parser's");
    expect_str(parsed(HTTP_REQUEST, TEXT(HEAD "\r\nGET /2 HTTP/1.1\r\nHost: b\r\n\r\n")),
               "GET / 1.1 Host=[a]+GET /2 HTTP/1.1\r\nHost: b\r\n\r\n",
               "the next request is left for the next parser");
    expect_str(parsed(HTTP_REQUEST, TEXT(HEAD)), "more", "a head ends with an empty line");
    expect_str(parsed(HTTP_REQUEST, TEXT("")), "more", "nothing is no head");
}
END_TEST

START_TEST(head_in_whole_lines)
{
    expect_str(parsed(HTTP_REQUEST, TEXT("GET / HTTP/1.1\nHost: a\r\n\r\n")), "400 EBADMSG",
               "a line ends with '\\r' and '\\n', and not with '\\n' alone");
    expect_str(parsed(HTTP_REQUEST, TEXT(HEAD "\n")), "400 EBADMSG",
               "the empty line ends with '\\r' and '\\n', too");
    expect_str(parsed(HTTP_REQUEST, TEXT(HEAD "\r\r\n")), "400 EBADMSG",
               "an empty line has one '\\r'");
    expect_str(parsed(HTTP_REQUEST, TEXT("\r\n" HEAD "\r\n")), "GET / 1.1 Host=[a]",
               "an empty line before a request is passed over: some clients send one");
    expect_str(parsed(HTTP_REQUEST, TEXT("\r\n\r\n" HEAD "\r\n")), "GET / 1.1 Host=[a]",
               "two of them are passed over, too");
    expect_str(parsed(HTTP_REQUEST, TEXT("\r\n\r\n\r\n" HEAD "\r\n")), "400 EBADMSG",
               "a client that sends nothing but empty lines is refused");
}
END_TEST

START_TEST(head_names_its_host)
{
    expect_str(parsed(HTTP_REQUEST, TEXT("GET / HTTP/1.1\r\n\r\n")), "400 EBADMSG",
               "a request of HTTP/1.1 says whom it is for");
    expect_str(parsed(HTTP_REQUEST, TEXT("GET / HTTP/1.0\r\n\r\n")), "GET / 1.0",
               "in HTTP/1.0 nobody had to say that");
    expect_str(parsed(HTTP_REQUEST, TEXT(HEAD "host: a\r\n\r\n")), "400 EBADMSG",
               "it says it once, or two programs may each believe another one");
    expect_str(parsed(HTTP_REQUEST, TEXT("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n")),
               "400 EBADMSG", "in HTTP/1.0 it is not said twice either");
    expect_str(parsed(HTTP_REQUEST, TEXT("GET / HTTP/1.1\r\nHost:\r\n\r\n")), "GET / 1.1 Host=[]",
               "a host may be empty");
    expect_str(parsed(HTTP_REQUEST, TEXT("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n")),
               "GET / 1.1 Host=[[::1]:80]", "a host may be an address, with a port");
    expect_str(parsed(HTTP_REQUEST, TEXT("GET / HTTP/1.1\r\nHost: a b\r\n\r\n")), "400 EBADMSG",
               "no blank stands in a host");
    expect_str(parsed(HTTP_REQUEST, TEXT("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n")), "400 EBADMSG",
               "a host has no path");
    expect_str(parsed(HTTP_REQUEST, TEXT("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n")), "400 EBADMSG",
               "a host has no user");
}
END_TEST

/* A request line of SIZE bytes, its end included. */
static const char *line_of(size_t size)
{
    static char text[20000];

    memset(text, 'a', sizeof text);
    memcpy(text, "GET /", 5);
    strcpy(text + size - 11, " HTTP/1.1");
    return requested(text, size - 2);
}

START_TEST(head_with_a_long_line)
{
    expect_true(strncmp(line_of(HTTP_MAX_LINE), "GET /aaa", 8) == 0,
                "a request line may have 8 KiB with its end");
    expect_str(line_of(HTTP_MAX_LINE + 1), "414 EMSGSIZE", "one byte more is 414");
    expect_str(line_of(2 * HTTP_MAX_LINE), "414 EMSGSIZE", "twice as much is 414");
}
END_TEST

/* A request with a field that makes its fields SIZE bytes long, the empty line included. */
static const char *fields_of(size_t size)
{
    static const char begin[] = HEAD "A: ";
    static char text[40000];
    const size_t all = sizeof "GET / HTTP/1.1\r\n" - 1 + size;

    memset(text, 'b', sizeof text);
    memcpy(text, begin, sizeof begin - 1);
    memcpy(text + all - 4, "\r\n\r\n", 4);
    return parsed(HTTP_REQUEST, text, all);
}

START_TEST(head_with_long_fields)
{
    expect_true(strncmp(fields_of(HTTP_MAX_FIELDS), "GET / 1.1", 9) == 0,
                "all fields may have 16 KiB with their ends");
    expect_str(fields_of(HTTP_MAX_FIELDS + 1), "431 EMSGSIZE", "one byte more is 431");
    expect_str(fields_of(2 * HTTP_MAX_FIELDS), "431 EMSGSIZE", "twice as much is 431");
}
END_TEST

START_TEST(head_without_an_end)
{
    static char text[HTTP_MAX_FIELDS];
    struct http_head head = {0};
    struct http_parser parser;
    size_t used, fed = 0;
    int error = EINPROGRESS;

    memset(text, 'a', sizeof text);
    http_parser_init(&parser, HTTP_REQUEST, &head);
    for (; error == EINPROGRESS && fed < sizeof text; fed += 100)
        error = http_parser_feed(&parser, text, 100, &used);
    expect_int(parser.status, 414, "a line without an end is refused when it is too long");
    expect_true(fed < HTTP_MAX_LINE + 200, "it is refused as soon as it is");
    expect_true(parser.cut.capacity == 0, "and what was kept of it is given back");
    expect_error(http_parser_feed(&parser, TEXT(HEAD "\r\n"), &used), EMSGSIZE,
                 "a message that is refused stays refused");
    http_parser_destroy(&parser);
    http_head_clear(&head);
}
END_TEST

void add_limits(TCase *tests)
{
    tcase_add_test(tests, head_leaves_the_rest);
    tcase_add_test(tests, head_in_whole_lines);
    tcase_add_test(tests, head_names_its_host);
    tcase_add_test(tests, head_with_a_long_line);
    tcase_add_test(tests, head_with_long_fields);
    tcase_add_test(tests, head_without_an_end);
}

/* ---- Responses ------------------------------------------------------------------------------- */

START_TEST(response_has_a_status)
{
    expect_str(parsed(HTTP_RESPONSE, TEXT("HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody")),
               "200 OK 1.1 A=[b]+body", "a status line is a version, a status and a reason");
    expect_str(parsed(HTTP_RESPONSE, TEXT("HTTP/1.0 404 Not Found\r\n\r\n")), "404 Not Found 1.0",
               "a reason may have blanks in it");
    expect_str(parsed(HTTP_RESPONSE, TEXT("HTTP/1.1 200 \r\n\r\n")), "200  1.1",
               "a reason may be empty");
    expect_str(parsed(HTTP_RESPONSE, TEXT("HTTP/1.1 200\r\n\r\n")), "200  1.1",
               "a reason may be missing, with its blank");
}
END_TEST

START_TEST(response_is_refused)
{
    expect_str(parsed(HTTP_RESPONSE, TEXT("HTTP/1.1 20 OK\r\n\r\n")), "400 EBADMSG",
               "a status has three digits");
    expect_str(parsed(HTTP_RESPONSE, TEXT("HTTP/1.1 2000 OK\r\n\r\n")), "400 EBADMSG",
               "a status has three digits");
    expect_str(parsed(HTTP_RESPONSE, TEXT("HTTP/1.1 099 OK\r\n\r\n")), "400 EBADMSG",
               "a status begins at 100");
    expect_str(parsed(HTTP_RESPONSE, TEXT("HTTP/1.1  200 OK\r\n\r\n")), "400 EBADMSG",
               "one blank stands between two parts");
    expect_str(parsed(HTTP_RESPONSE, TEXT("HTTP/2.0 200 OK\r\n\r\n")), "505 EPROTONOSUPPORT",
               "another version before the point is not spoken");
    expect_str(parsed(HTTP_RESPONSE, TEXT("HTTP/1.1 200 O\0K\r\n\r\n")), "400 EBADMSG",
               "no 0 stands in a reason");
    expect_str(parsed(HTTP_RESPONSE, TEXT("\r\nHTTP/1.1 200 OK\r\n\r\n")), "400 EBADMSG",
               "no empty line stands before a response");
}
END_TEST

void add_responses(TCase *tests)
{
    tcase_add_test(tests, response_has_a_status);
    tcase_add_test(tests, response_is_refused);
}
