/*
 * Chapter 12: request lines and fields, and what the tests of messages share. The rules are those of RFC
 * 9112, sections 2, 3 and 5.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"
#include "http_tests.h"

/* ---- A message, told in words ---------------------------------------------------------------- */

static char told[65536];
static size_t told_size;

static void tell(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(told + told_size, sizeof told - told_size, format, arguments);
    va_end(arguments);
    told_size += strlen(told + told_size);
}

static void tell_head(const struct http_head *head, enum http_kind kind)
{
    struct header field = {0};

    if (kind == HTTP_REQUEST)
        tell("%s %s 1.%d", head->method, head->target, head->minor);
    else
        tell("%d %s 1.%d", head->status, head->reason, head->minor);
    while (headers_next(&head->headers, &field))
        tell(" %s=[%s]", field.name, field.value);
}

/* Feeds the first piece, and then pieces of STEP bytes. */
static void parse_pieces(enum http_kind kind, const char *text, size_t size, size_t first,
                         size_t step)
{
    struct http_head head = {0};
    struct http_parser parser;
    int error = EINPROGRESS;
    size_t at = 0, piece = first, used = 0;

    told_size = 0;
    http_parser_init(&parser, kind, &head);
    while (error == EINPROGRESS && at < size) {
        /* A copy, so that a look behind its end is seen. */
        char *copy = malloc(piece);

        memcpy(copy, text + at, piece);
        error = http_parser_feed(&parser, copy, piece, &used);
        free(copy);
        at += used;
        piece = size - at < step ? size - at : step;
    }
    if (error == 0)
        tell_head(&head, kind);
    else if (error == EINPROGRESS)
        tell("more");
    else
        tell("%d %s", parser.status, errno_name(error));
    if (error == 0 && at < size)
        tell("+%.*s", (int)(size - at), text + at);
    http_parser_destroy(&parser);
    http_head_clear(&head);
}

const char *parsed(enum http_kind kind, const char *text, size_t size)
{
    static char whole[sizeof told];

    parse_pieces(kind, text, size, size, 1);
    strcpy(whole, told);
    parse_pieces(kind, text, size, 1, 1);
    expect_str(told, whole, "a message that comes byte by byte is the same message");
    for (size_t cut = 1; cut < size && size < 2000; cut++) {
        parse_pieces(kind, text, size, cut, size);
        expect_str(told, whole, "what comes of a message does not depend on where it was cut");
    }
    return whole;
}

const char *requested(const char *line, size_t size)
{
    static char text[20000];
    char *end;

    memcpy(text, line, size);
    strcpy(text + size, "\r\nHost: a\r\n\r\n");
    strcpy(text, parsed(HTTP_REQUEST, text, size + 13));
    end = strstr(text, " Host=[a]");
    if (end != NULL)
        *end = '\0';
    return text;
}

const char *fielded(const char *text, size_t size)
{
    static const char first[] = "GET / HTTP/1.1\r\nHost: a\r\n", behind[] = "GET / 1.1 Host=[a] ";
    static char all[20000];
    const char *got;

    memcpy(all, first, sizeof first - 1);
    memcpy(all + sizeof first - 1, text, size);
    memcpy(all + sizeof first - 1 + size, "\r\n\r\n", 4);
    got = parsed(HTTP_REQUEST, all, sizeof first - 1 + size + 4);
    return strncmp(got, behind, sizeof behind - 1) == 0 ? got + sizeof behind - 1 : got;
}

/* ---- 12.1 request_line ----------------------------------------------------------------------- */

START_TEST(line_has_three_parts)
{
    expect_str(requested(TEXT("GET / HTTP/1.1")), "GET / 1.1",
               "a request line is a method, a target and a version");
    expect_str(requested(TEXT("POST /a/b.html?c=d&e HTTP/1.0")), "POST /a/b.html?c=d&e 1.0",
               "a target is kept as it was sent");
    expect_str(requested(TEXT("M-SEARCH * HTTP/1.1")), "M-SEARCH * 1.1",
               "any token may be a method");
    expect_str(requested(TEXT("get /%C3%A9 HTTP/1.1")), "get /%C3%A9 1.1",
               "methods know capitals: nothing is changed");
}
END_TEST

//! [blanks]
START_TEST(line_has_single_blanks)
{
    expect_str(requested(TEXT("GET  / HTTP/1.1")), "400 EBADMSG",
               "one blank stands between the method and the target");
    expect_str(requested(TEXT("GET /  HTTP/1.1")), "400 EBADMSG",
               "one blank stands between the target and the version");
    expect_str(requested(TEXT(" GET / HTTP/1.1")), "400 EBADMSG",
               "no blank stands before the method");
    expect_str(requested(TEXT("GET / HTTP/1.1 ")), "400 EBADMSG",
               "nothing stands behind the version");
    expect_str(requested(TEXT("GET\t/ HTTP/1.1")), "400 EBADMSG", "a tab is no blank here");
    expect_str(requested(TEXT("GET /\tHTTP/1.1")), "400 EBADMSG", "a tab is no blank here");
    expect_str(requested(TEXT("GET /a b HTTP/1.1")), "400 EBADMSG", "no blank stands in a target");
}
END_TEST
//! [blanks]

START_TEST(line_has_nothing_else_between)
{
    expect_str(requested(TEXT("GET:/ HTTP/1.1")), "400 EBADMSG",
               "what ends a method is a blank, and nothing else");
    expect_str(requested(TEXT("GET\0/ HTTP/1.1")), "400 EBADMSG",
               "what ends a method is a blank, and nothing else");
    expect_str(requested(TEXT("GET\v/ HTTP/1.1")), "400 EBADMSG",
               "what ends a method is a blank, and nothing else");
    expect_str(requested(TEXT("GET /#HTTP/1.1")), "400 EBADMSG",
               "what ends a target is a blank, and nothing else");
    expect_str(requested(TEXT("GET /\0HTTP/1.1")), "400 EBADMSG",
               "what ends a target is a blank, and nothing else");
    expect_str(requested(TEXT("GET /\rHTTP/1.1")), "400 EBADMSG",
               "what ends a target is a blank, and nothing else");
    expect_str(requested(TEXT("GET /\vHTTP/1.1")), "400 EBADMSG",
               "what ends a target is a blank, and nothing else");
}
END_TEST

START_TEST(line_is_complete)
{
    expect_str(requested(TEXT("GET")), "400 EBADMSG", "a method alone is no request");
    expect_str(requested(TEXT("GET ")), "400 EBADMSG", "a request has a target");
    expect_str(requested(TEXT("GET  HTTP/1.1")), "400 EBADMSG", "a target is not empty");
    expect_str(requested(TEXT(" / HTTP/1.1")), "400 EBADMSG", "a method is not empty");
    expect_str(requested(TEXT("GET /")), "400 EBADMSG",
               "a request has a version: HTTP/0.9 had none, and is not spoken");
    expect_str(requested(TEXT("GET / ")), "400 EBADMSG", "a version is not empty");
}
END_TEST

START_TEST(line_has_a_clean_method)
{
    expect_str(requested(TEXT("G(T / HTTP/1.1")), "400 EBADMSG", "a method is a token");
    expect_str(requested(TEXT("GET:/ / HTTP/1.1")), "400 EBADMSG", "a method is a token");
    expect_str(requested(TEXT("G\0T / HTTP/1.1")), "400 EBADMSG", "no 0 stands in a method");
    expect_str(requested(TEXT("ABCDEFGHIJKLMNOPQRSTUVW / HTTP/1.1")),
               "ABCDEFGHIJKLMNOPQRSTUVW / 1.1",
               "a method with a 0 behind it may fill its place in the head");
    expect_str(requested(TEXT("ABCDEFGHIJKLMNOPQRSTUVWX / HTTP/1.1")), "501 EPROTONOSUPPORT",
               "a method that is longer than all that are known is 501");
}
END_TEST

START_TEST(line_has_a_clean_target)
{
    expect_str(requested(TEXT("GET /a\0b HTTP/1.1")), "400 EBADMSG", "no 0 stands in a target");
    expect_str(requested(TEXT("GET /a\rb HTTP/1.1")), "400 EBADMSG",
               "a '\\r' without a '\\n' stands nowhere");
    expect_str(requested(TEXT("GET /\177 HTTP/1.1")), "400 EBADMSG",
               "what cannot be seen is not in a target");
    expect_str(requested(TEXT("GET /caf\303\251 HTTP/1.1")), "400 EBADMSG",
               "a target is ASCII; the rest is written as escapes");
    expect_str(requested(TEXT("GET /a#b HTTP/1.1")), "400 EBADMSG",
               "a '#' and what is behind it are not sent");
}
END_TEST

START_TEST(line_has_a_version)
{
    expect_str(requested(TEXT("GET / HTTP/1.2")), "GET / 1.1",
               "a version above 1.1 is understood as 1.1");
    expect_str(requested(TEXT("GET / HTTP/2.0")), "505 EPROTONOSUPPORT",
               "another version before the point is 505");
    expect_str(requested(TEXT("GET / HTTP/0.9")), "505 EPROTONOSUPPORT",
               "another version before the point is 505");
    expect_str(requested(TEXT("GET / http/1.1")), "400 EBADMSG", "HTTP is written in capitals");
    expect_str(requested(TEXT("GET / HTTP/1.11")), "400 EBADMSG",
               "a version has one digit before and one behind the point");
    expect_str(requested(TEXT("GET / HTTP/1")), "400 EBADMSG",
               "a version has one digit before and one behind the point");
    expect_str(requested(TEXT("GET / ICY/1.1")), "400 EBADMSG", "the version is one of HTTP");
}
END_TEST

START_TEST(line_without_memory)
{
    static const char text[] = "GET /index.html HTTP/1.1\r\nHost: a\r\n\r\n";
    struct http_head head = {0};
    struct http_parser parser;
    size_t used;

    if (!fault_supported())
        return;
    http_parser_init(&parser, HTTP_REQUEST, &head);
    fault_inject("malloc", ENOMEM, 1, 1);
    expect_error(http_parser_feed(&parser, TEXT(text), &used), ENOMEM,
                 "where there is no memory for the target, that is the error");
    expect_int(parser.status, 500, "no memory is not the client's fault: it is 500");
    fault_clear();
    http_parser_destroy(&parser);
    http_head_clear(&head);
}
END_TEST

/* ---- 12.2 field_line ------------------------------------------------------------------------- */

START_TEST(field_has_name_and_value)
{
    expect_str(fielded(TEXT("Accept: text/html")), "Accept=[text/html]",
               "a field is a name, a colon and a value");
    expect_str(fielded(TEXT("accept:text/html")), "accept=[text/html]",
               "no blank need stand behind the colon");
    expect_str(fielded(TEXT("Accept: a, b;c=\"d e\"")), "Accept=[a, b;c=\"d e\"]",
               "blanks inside of a value stay");
    expect_str(fielded(TEXT("X-Time: 12:30:45")), "X-Time=[12:30:45]",
               "the first colon ends the name; others belong to the value");
    expect_str(fielded(TEXT("X!#$%&'*+-.^_`|~9: a")), "X!#$%&'*+-.^_`|~9=[a]",
               "all that may be in a token may be in a name");
    expect_str(fielded(TEXT("X: caf\303\251")), "X=[caf\303\251]",
               "bytes above 127 may be in a value");
}
END_TEST

START_TEST(field_without_blanks_around)
{
    expect_str(fielded(TEXT("A:  \t b \t ")), "A=[b]",
               "blanks and tabs around a value do not belong to it");
    expect_str(fielded(TEXT("A:")), "A=[]", "a value may be empty");
    expect_str(fielded(TEXT("A:  \t ")), "A=[]", "a value of blanks is empty");
    expect_str(fielded(TEXT("A: b\r\nC: d\r\na: e")), "A=[b] C=[d] a=[e]",
               "fields stay in their order, and one name may come twice");
}
END_TEST

START_TEST(field_has_a_clean_name)
{
    expect_str(fielded(TEXT("A : b")), "400 EBADMSG", "no blank stands before the colon");
    expect_str(fielded(TEXT("A\t: b")), "400 EBADMSG", "no tab stands before the colon");
    expect_str(fielded(TEXT(": b")), "400 EBADMSG", "a name is not empty");
    expect_str(fielded(TEXT("A b: c")), "400 EBADMSG", "a name is a token");
    expect_str(fielded(TEXT("A(b): c")), "400 EBADMSG", "a name is a token");
    expect_str(fielded(TEXT("A\0: c")), "400 EBADMSG", "no 0 stands in a name");
    expect_str(fielded(TEXT("A\303\251: c")), "400 EBADMSG", "a name is ASCII");
    expect_str(fielded(TEXT("A")), "400 EBADMSG", "a field has a colon");
    expect_str(fielded(TEXT("A b")), "400 EBADMSG", "a field has a colon");
}
END_TEST

START_TEST(field_in_one_line)
{
    expect_str(fielded(TEXT("A: b\r\n c")), "400 EBADMSG",
               "a line that begins with a blank goes on with nothing: it is refused");
    expect_str(fielded(TEXT("A: b\r\n\tc: d")), "400 EBADMSG",
               "a line that begins with a tab goes on with nothing: it is refused");
    expect_str(fielded(TEXT(" A: b")), "400 EBADMSG", "no blank stands before a name");
}
END_TEST

START_TEST(field_has_a_clean_value)
{
    expect_str(fielded(TEXT("A: \001")), "400 EBADMSG", "no control stands in a value");
    expect_str(fielded(TEXT("A: b\0c")), "400 EBADMSG", "no 0 stands in a value");
    expect_str(fielded(TEXT("A: b\0")), "400 EBADMSG", "no 0 stands at the end of a value");
    expect_str(fielded(TEXT("A: b\rC: d")), "400 EBADMSG",
               "a '\\r' without a '\\n' stands nowhere: some would see a second field there");
    expect_str(fielded(TEXT("A: b\r")), "400 EBADMSG", "a '\\r' belongs to no value");
    expect_str(fielded(TEXT("A: \r")), "400 EBADMSG", "a '\\r' is no blank");
    expect_str(fielded(TEXT("A: b\177")), "400 EBADMSG", "no control stands in a value");
    expect_str(fielded(TEXT("A: b\nC: d")), "400 EBADMSG",
               "a '\\n' without a '\\r' ends no line: it is refused");
}
END_TEST

START_TEST(field_one_too_many)
{
    static char text[4000];
    char *to = text;

    for (size_t i = 1; i < HTTP_MAX_FIELD_COUNT; i++)
        to += sprintf(to, "a:b%s", i + 1 < HTTP_MAX_FIELD_COUNT ? "\r\n" : "");
    expect_true(strncmp(fielded(text, strlen(text)), "a=[b]", 5) == 0,
                "as many fields as are allowed are taken");
    strcpy(to, "\r\na:b");
    expect_str(fielded(text, strlen(text)), "431 EMSGSIZE", "one field more is 431");
}
END_TEST

START_TEST(field_without_memory)
{
    static const char text[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    struct http_head head = {0};
    struct http_parser parser;
    size_t used;

    if (!fault_supported())
        return;
    http_parser_init(&parser, HTTP_REQUEST, &head);
    fault_inject("realloc", ENOMEM, 1, 1);
    expect_error(http_parser_feed(&parser, TEXT(text), &used), ENOMEM,
                 "where there is no memory for a field, that is the error");
    expect_int(parser.status, 500, "no memory is not the client's fault: it is 500");
    fault_clear();
    http_parser_destroy(&parser);
    http_head_clear(&head);
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------- */

static void add_request_line(Suite *suite)
{
    TCase *tests = exercise(suite, "12.1 request_line", 5, "The request line");

    tcase_add_test(tests, line_has_three_parts);
    tcase_add_test(tests, line_has_single_blanks);
    tcase_add_test(tests, line_has_nothing_else_between);
    tcase_add_test(tests, line_is_complete);
    tcase_add_test(tests, line_has_a_clean_method);
    tcase_add_test(tests, line_has_a_clean_target);
    tcase_add_test(tests, line_has_a_version);
    tcase_add_test(tests, line_without_memory);
    add_limits(tests);
}

static void add_field_line(Suite *suite)
{
    TCase *tests = exercise(suite, "12.2 field_line", 5, "Header fields");

    tcase_add_test(tests, field_has_name_and_value);
    tcase_add_test(tests, field_without_blanks_around);
    tcase_add_test(tests, field_has_a_clean_name);
    tcase_add_test(tests, field_in_one_line);
    tcase_add_test(tests, field_has_a_clean_value);
    tcase_add_test(tests, field_one_too_many);
    tcase_add_test(tests, field_without_memory);
    add_responses(tests);
    add_headers(tests);
}

Suite *http_parser_suite(void);

Suite *http_parser_suite(void)
{
    Suite *suite = suite_create("http_parser");

    add_request_line(suite);
    add_field_line(suite);
    return suite;
}
