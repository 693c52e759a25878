/*
 * Chapter 12: targets.
 */
#include <stdio.h>
#include <string.h>

#include "http_tests.h"
#include "target.h"

/* "raw|path|query|host", or the status. */
static const char *taken_apart(const char *method, const char *text)
{
    static char told[1000];
    struct http_head head = {0};
    struct target target = {0};
    int status;

    strcpy(head.method, method);
    head.target = (char *)text; /* only looked at */
    headers_add(&head.headers, "Host", "field");
    status = target_read(&target, &head);
    if (status != 0)
        snprintf(told, sizeof told, "%d", status);
    else
        snprintf(told, sizeof told, "%s|%s|%s|%s", target.raw, target.path, target.query,
                 headers_get(&head.headers, "Host"));
    target_clear(&target);
    head.target = NULL;
    http_head_clear(&head);
    return told;
}

START_TEST(target_with_a_path)
{
    expect_str(taken_apart("GET", "/"), "/|/||field", "a path, without a query");
    expect_str(taken_apart("GET", "/a%20b?c=%20&d=?"), "/a%20b|/a b|c=%20&d=?|field",
               "the path is decoded, the query kept as it was sent");
    expect_str(taken_apart("GET", "/+"), "/+|/+||field", "a '+' in a path is a '+'");
    expect_str(taken_apart("GET", "/%252F"), "/%252F|/%2F||field", "it is decoded once");
}
END_TEST

START_TEST(target_in_other_forms)
{
    expect_str(taken_apart("GET", "http://host:80/a?b"), "/a|/a|b|host:80",
               "the host in a target counts, and not the one in the field");
    expect_str(taken_apart("GET", "HTTP://host"), "/|/||host", "its path may be missing");
    expect_str(taken_apart("GET", "http://host?q"), "/|/|q|host", "its path may be missing");
    expect_str(taken_apart("OPTIONS", "*"), "*|*||field", "OPTIONS may ask for all");
    expect_str(taken_apart("GET", "*"), "400", "others may not");
    expect_str(taken_apart("GET", "a"), "400", "a path begins with '/'");
    expect_str(taken_apart("GET", "ftp://host/a"), "400", "other schemes are not ours");
    expect_str(taken_apart("GET", "http:///a"), "400", "a host is not empty");
    expect_str(taken_apart("GET", "http://me@host/a"), "400", "a host has no user");
    expect_str(taken_apart("GET", "http://:80/a"), "400", "a port is no host");
    expect_str(taken_apart("GET", "http://a\\b/a"), "400",
               "what may not stand in the field Host may not stand here");
    expect_str(taken_apart("GET", "http://[::1]:80/a"), "/a|/a||[::1]:80",
               "a host may be a number");
    expect_str(taken_apart("CONNECT", "host:80"), "501", "CONNECT is for proxies");
}
END_TEST

START_TEST(target_with_bad_escapes)
{
    expect_str(taken_apart("GET", "/%00"), "400", "an escape is no 0");
    expect_str(taken_apart("GET", "/%"), "400", "an escape has two digits");
    expect_str(taken_apart("GET", "/%4"), "400", "an escape has two digits");
    expect_str(taken_apart("GET", "/%4x"), "400", "its digits are hexadecimal");
    expect_str(taken_apart("GET", "/?a=%zz"), "400", "in a query, too");
}
END_TEST

START_TEST(target_with_a_query)
{
    struct http_head head = {.method = "GET", .target = "/?a=b+c&d&e=%26%3d&a=2&&=x&"};
    struct target target = {0};

    expect_int(target_read(&target, &head), 0, "a query may be anything without bad escapes");
    expect_str(target_query(&target, "a"), "b c", "the first of a name; a '+' is a blank");
    expect_str(target_query(&target, "d"), "", "a parameter without a '=' is empty");
    expect_str(target_query(&target, "e"), "&=", "escapes are decoded after the parts are parted");
    expect_str(target_query(&target, ""), "x", "a name may be empty");
    expect_ptr(target_query(&target, "f"), NULL, "what is not there is not there");
    target_clear(&target);
}
END_TEST

void add_target(TCase *tests)
{
    tcase_add_test(tests, target_with_a_path);
    tcase_add_test(tests, target_in_other_forms);
    tcase_add_test(tests, target_with_bad_escapes);
    tcase_add_test(tests, target_with_a_query);
}
