/*
 * Chapter 12: what comes of a connection behind a message (RFC 9112, section 9). The server that asks is
 * tested in check_keep_alive_server.c.
 */
#include "http_tests.h"

/* ---- 12.6 http_keeps_alive ------------------------------------------------------------------- */

static bool kept(int minor, const char *fields, enum framing_kind kind)
{
    struct framing framing = {.kind = kind};
    bool keeps = http_keeps_alive(head_of(minor, fields), &framing);

    head_done();
    return keeps;
}

START_TEST(keep_by_version)
{
    expect_true(kept(1, "", FRAMING_NONE), "HTTP/1.1 keeps the connection");
    expect_true(!kept(0, "", FRAMING_NONE), "HTTP/1.0 does not");
    expect_true(kept(0, "Connection: keep-alive\n", FRAMING_LENGTH),
                "HTTP/1.0 does with the token \"keep-alive\"");
    expect_true(kept(1, "Connection: keep-alive\n", FRAMING_CHUNKED),
                "in HTTP/1.1 that token changes nothing");
    expect_true(kept(0, "Connection: Keep-Alive\n", FRAMING_NONE),
                "tokens are the same in capitals or not");
}
END_TEST

START_TEST(keep_until_close)
{
    expect_true(!kept(1, "Connection: close\n", FRAMING_NONE), "\"close\" ends the connection");
    expect_true(!kept(0, "Connection: close\n", FRAMING_NONE), "\"close\" ends the connection");
    expect_true(!kept(1, "Connection: TE, Close\n", FRAMING_LENGTH),
                "\"close\" counts wherever it stands in the list");
    expect_true(!kept(1, "Connection: TE\nconnection: close\n", FRAMING_LENGTH),
                "the lists of all fields Connection are one list");
    expect_true(!kept(1, "Connection: keep-alive, close\n", FRAMING_NONE),
                "\"close\" counts more than \"keep-alive\"");
    expect_true(!kept(0, "Connection: close, keep-alive\n", FRAMING_NONE),
                "\"close\" counts more than \"keep-alive\", in any order");
    expect_true(kept(1, "Connection: closed\n", FRAMING_NONE), "another token is another token");
    expect_true(!kept(0, "Connection: not-keep-alive\n", FRAMING_NONE),
                "another token is another token");
    expect_true(kept(1, "Close: close\n", FRAMING_NONE), "other fields say nothing of it");
}
END_TEST

START_TEST(keep_no_body_without_an_end)
{
    expect_true(!kept(1, "", FRAMING_UNTIL_CLOSE),
                "behind a body that ends with the connection there is none");
    expect_true(!kept(1, "Connection: keep-alive\n", FRAMING_UNTIL_CLOSE),
                "then no token can keep it");
    expect_true(!kept(0, "Connection: keep-alive\n", FRAMING_UNTIL_CLOSE),
                "then no token can keep it");
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------- */

Suite *keep_alive_suite(void);

Suite *keep_alive_suite(void)
{
    Suite *suite = suite_create("keep_alive");
    TCase *tests = exercise(suite, "12.6 http_keeps_alive", 4, "Keeping the connection");

    tcase_add_test(tests, keep_by_version);
    tcase_add_test(tests, keep_until_close);
    tcase_add_test(tests, keep_no_body_without_an_end);
    add_server(tests);
    return suite;
}
