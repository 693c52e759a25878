/*
 * Chapter 12: URLs, and what they become when a page or a Location says only a part of one.
 */
#include <errno.h>

#include "client_tests.h"

START_TEST(url_in_its_parts)
{
    static const struct {
        const char *text, *whole, *target, *authority, *host, *port;
    } cases[] = {
        {"http://a", "http://a/", "/", "a", "a", "80"},
        {"HTTP://Ex.ORG:80/A?B#C", "http://ex.org/A?B", "/A?B", "ex.org", "ex.org", "80"},
        {"http://a:8080?q", "http://a:8080/?q", "/?q", "a:8080", "a", "8080"},
        {"http://[::1]:81/x", "http://[::1]:81/x", "/x", "[::1]:81", "::1", "81"},
        {"http://127.0.0.1:/", "http://127.0.0.1/", "/", "127.0.0.1", "127.0.0.1", "80"},
        {"http://a/b/../c/./d/..", "http://a/c/", "/c/", "a", "a", "80"},
        {"http://a/../../b?x/../y", "http://a/b?x/../y", "/b?x/../y", "a", "a", "80"},
        {"http://a//b//../c", "http://a//b/c", "//b/c", "a", "a", "80"},
    };
    struct url url;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_error(url_parse(&url, cases[i].text), 0, "a URL is understood");
        expect_str(url.text, cases[i].whole, "a URL is put together again from its parts");
        expect_str(url.target, cases[i].target, "the target is the path and what follows a '?'");
        expect_str(url.authority, cases[i].authority,
                   "the authority has the port, unless it is 80");
        expect_str(url.host, cases[i].host, "a host is written in small letters");
        expect_str(url.port, cases[i].port, "the port is 80 if there is none");
        url_destroy(&url);
    }
}
END_TEST

START_TEST(url_refused)
{
    static const struct {
        const char *text;
        int error;
    } cases[] = {
        {"https://a/", EPROTONOSUPPORT},
        {"ftp://a/", EPROTONOSUPPORT},
        {"mailto:a", EPROTONOSUPPORT},
        {"", EINVAL},
        {"a", EINVAL},
        {"//a/", EINVAL},
        {"http:a", EINVAL},
        {"http:/a", EINVAL},
        {"http://", EINVAL},
        {"http:///a", EINVAL},
        {"http://:80/", EINVAL},
        {"http://a:0/", EINVAL},
        {"http://a:65536/", EINVAL},
        {"http://a:99999999999999999999/", EINVAL},
        {"http://a:8o/", EINVAL},
        {"http://a:-1/", EINVAL},
        {"http://user@a/", EINVAL},
        {"http://user:word@a/", EINVAL},
        {"http://a\\@b/", EINVAL},
        {"http://[::1", EINVAL},
        {"http://[::1]a/", EINVAL},
        {"http://[a]/", EINVAL},
        {"http://[::1%25lo]/", EINVAL},
        {"http://a/ b", EINVAL},
        {"http://a/\r\nX: y", EINVAL},
        {"http://a/\n", EINVAL},
        {"http://a\t/", EINVAL},
        {"http://a/\x7f", EINVAL},
        {"http://a/\xc3\xa4", EINVAL},
        {" http://a/", EINVAL},
    };
    struct url url;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_error(url_parse(&url, cases[i].text), cases[i].error,
                     "what is no http URL with a host, or has more in it than that, is refused");
        expect_ptr(url.text, NULL, "what was refused leaves nothing behind");
    }
}
END_TEST

START_TEST(url_joined) /* the examples of RFC 3986, section 5.4 */
{
    static const struct {
        const char *reference, *whole;
    } cases[] = {
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g/"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q"},
        {"g#s", "http://a/b/c/g"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"http://z:81/../q", "http://z:81/q"},
    };
    struct url base, url;

    expect_error(url_parse(&base, "http://a/b/c/d;p?q"), 0, "a URL is understood");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_error(url_join(&url, &base, cases[i].reference), 0, "a reference is understood");
        expect_str(url.text, cases[i].whole,
                   "a reference takes from its base what it does not say itself");
        url_destroy(&url);
    }
    expect_error(url_join(&url, &base, "a\r\nb"), EINVAL, "a line cannot be smuggled in");
    expect_error(url_join(&url, &base, "//user@a/"), EINVAL, "user information is refused");
    url_destroy(&base);
}
END_TEST

START_TEST(url_without_memory)
{
    struct url base, url;

    if (!fault_supported())
        return;
    expect_error(url_parse(&base, "http://a/"), 0, "a URL is understood");
    fault_inject("malloc", ENOMEM, 1, 1);
    expect_error(url_parse(&url, "http://a/"), ENOMEM, "without memory there is no URL");
    for (int i = 1; i <= 2; i++) {
        fault_inject("malloc", ENOMEM, i, 1);
        expect_error(url_join(&url, &base, "b"), ENOMEM, "without memory there is no URL");
    }
    fault_clear();
    url_destroy(&base);
}
END_TEST

START_TEST(url_of_one_origin)
{
    struct url a, b, c;

    url_parse(&a, "http://A:80/x");
    url_parse(&b, "http://a/y");
    url_parse(&c, "http://a:81/x");
    expect_true(url_same_origin(&a, &b), "an origin is a host and a port");
    expect_true(!url_same_origin(&a, &c), "an origin is a host and a port");
    url_destroy(&a);
    url_destroy(&b);
    url_destroy(&c);
}
END_TEST

void add_client_urls(TCase *tests)
{
    tcase_add_test(tests, url_in_its_parts);
    tcase_add_test(tests, url_refused);
    tcase_add_test(tests, url_joined);
    tcase_add_test(tests, url_without_memory);
    tcase_add_test(tests, url_of_one_origin);
}
