/*
 * Chapter 12: routes.
 */
#include <stdio.h>
#include <string.h>

#include "fault.h"
#include "http_tests.h"
#include "router.h"

/* "no", or "yes" and the names: "yes name=[value]". */
static const char *matched(const char *pattern, const char *path)
{
    static char text[1000];
    struct route_match match = {.count = 99};
    size_t size = 3;

    if (!route_matches(pattern, path, &match))
        return "no";
    strcpy(text, "yes");
    for (size_t i = 0; i < match.count && i < ROUTE_NAMES; i++) {
        const struct route_value *value = &match.values[i];

        size +=
            (size_t)snprintf(text + size, sizeof text - size, " %.*s=[%.*s]", (int)value->name_size,
                             value->name, (int)value->value_size, value->value);
    }
    return text;
}

/* ---- 12.5 route_matches ---------------------------------------------------------------------- */

START_TEST(route_without_names)
{
    expect_str(matched("/", "/"), "yes", "a path fits itself");
    expect_str(matched("/a/b", "/a/b"), "yes", "a path fits itself");
    expect_str(matched("/a", "/b"), "no", "another path does not fit");
    expect_str(matched("/a", "/A"), "no", "paths know capitals");
    expect_str(matched("/a/b", "/a/c"), "no", "each segment must fit");
    expect_str(matched("/a/b", "/c/b"), "no", "each segment must fit");
    expect_str(matched("/ab", "/a"), "no", "a part of a segment is another one");
    expect_str(matched("/a", "/ab"), "no", "a part of a segment is another one");
}
END_TEST

START_TEST(route_with_as_many_segments)
{
    expect_str(matched("/a", "/a/b"), "no", "a path with more segments does not fit");
    expect_str(matched("/a/b", "/a"), "no", "a path with fewer segments does not fit");
    expect_str(matched("/a", "/a/"), "no", "an empty segment at the end is one, too");
    expect_str(matched("/a/", "/a"), "no", "an empty segment at the end is one, too");
    expect_str(matched("/a/", "/a/"), "yes", "it fits itself");
    expect_str(matched("/", "/a"), "no", "the root is not what is below it");
    expect_str(matched("/a", "/"), "no", "the root is not what is below it");
    expect_str(matched("/a/b", "/a//b"), "no", "an empty segment in the middle is one, too");
}
END_TEST

START_TEST(route_with_names)
{
    expect_str(matched("/items/{name}", "/items/lamp"), "yes name=[lamp]",
               "a name stands for a segment");
    expect_str(matched("/{a}/{b}", "/x/y"), "yes a=[x] b=[y]", "there may be several names");
    expect_str(matched("/{a}/and/{b}", "/x/and/y"), "yes a=[x] b=[y]",
               "what stands between names must fit");
    expect_str(matched("/{a}/and/{b}", "/x/or/y"), "no", "what stands between names must fit");
    expect_str(matched("/{id}/edit", "/7/edit"), "yes id=[7]", "a name may stand in the middle");
    expect_str(matched("/{id}/edit", "/7"), "no", "what is behind the name must be there");
    expect_str(matched("/{name}", "/%7Bname%7D"), "yes name=[%7Bname%7D]",
               "the value is a part of the path as it was sent");
}
END_TEST

START_TEST(route_with_one_segment_a_name)
{
    expect_str(matched("/items/{name}", "/items/a/b"), "no", "a name stands for one segment only");
    expect_str(matched("/items/{name}", "/items/"), "no", "a name stands for no empty segment");
    expect_str(matched("/items/{name}", "/items"), "no", "a name stands for no missing segment");
    expect_str(matched("/{a}/{b}", "//y"), "no", "a name stands for no empty segment");
    expect_str(matched("/{a}/", "/x/"), "yes a=[x]", "behind it an empty one may stand");
}
END_TEST

//! [escapes]
START_TEST(route_with_escapes)
{
    expect_str(matched("/hello", "/%68ello"), "yes", "an escape is the byte that it stands for");
    expect_str(matched("/caf\303\251", "/caf%C3%A9"), "yes", "also of what is not ASCII");
    expect_str(matched("/a/b", "/a%2Fb"), "no", "a slash that is an escape parts no segments");
    expect_str(matched("/items/{name}", "/items/a%2Fb"), "yes name=[a%2Fb]",
               "a slash that is an escape belongs to its segment");
}
END_TEST
//! [escapes]

/* ---- The router, given ----------------------------------------------------------------------- */

static struct coro *handler(struct web_request *request)
{
    (void)request;
    return NULL;
}

START_TEST(router_finds)
{
    struct router router = {0};
    struct route_match match;
    char text[64];
    bool other;

    router_add(&router, &web_get("/", handler));
    router_add(&router, &web_get("/{name}", handler));
    router_add(&router, &web_post("/{name}", handler));
    router_add(&router, &web_get("/late", handler));
    expect_ptr(router_find(&router, "POST", "/a", &match, &other), &router.routes[2],
               "a route is found by its path and its method");
    expect_int(match.count, 1, "its names are known");
    expect_ptr(router_find(&router, "HEAD", "/", &match, &other), &router.routes[0],
               "who answers GET answers HEAD");
    expect_ptr(router_find(&router, "GET", "/late", &match, &other), &router.routes[1],
               "of two that fit the first is taken");
    expect_ptr(router_find(&router, "PUT", "/a", &match, &other), NULL,
               "another method is not answered");
    expect_true(other, "and it is known that there are others");
    router_allowed(&router, "/a", text, sizeof text);
    expect_str(text, "GET, HEAD, POST", "and which");
    expect_ptr(router_find(&router, "GET", "/a/b", &match, &other), NULL,
               "what is nowhere is not found");
    expect_true(!other, "with no method");
    router_clear(&router);
}
END_TEST

START_TEST(router_refuses)
{
    struct router router = {0};

    expect_error(router_add(&router, &web_get("", handler)), EINVAL, "a path begins with '/'");
    expect_error(router_add(&router, &web_get("a", handler)), EINVAL, "a path begins with '/'");
    expect_error(router_add(&router, &web_get("/{a", handler)), EINVAL, "a '{' has its '}'");
    expect_error(router_add(&router, &web_get("/x{a}", handler)), EINVAL,
                 "a name is a whole segment");
    expect_error(router_add(&router, &web_get("/{}", handler)), EINVAL, "a name is not empty");
    expect_error(router_add(&router, &web_get("/{a}/{a}/{a}/{a}/{a}/{a}/{a}/{a}/{a}", handler)),
                 EINVAL, "a path has no more names than there is room for");
    expect_error(router_add(&router, &web_get("/", NULL)), EINVAL, "a route has a handler");
    expect_error(router_add(&router, &web_route("G T", "/", handler)), EINVAL,
                 "a method is a token");
    if (fault_supported()) {
        fault_inject("realloc", ENOMEM, 1, 1);
        expect_error(router_add(&router, &web_get("/", handler)), ENOMEM,
                     "where there is no memory, that is the error");
    }
    expect_int(router.count, 0, "what is refused is not there");
    router_clear(&router);
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------- */

Suite *router_suite(void);

Suite *router_suite(void)
{
    Suite *suite = suite_create("router");
    TCase *tests = exercise(suite, "12.5 route_matches", 5, "Routes");

    tcase_add_test(tests, route_without_names);
    tcase_add_test(tests, route_with_as_many_segments);
    tcase_add_test(tests, route_with_names);
    tcase_add_test(tests, route_with_one_segment_a_name);
    tcase_add_test(tests, route_with_escapes);
    tcase_add_test(tests, router_finds);
    tcase_add_test(tests, router_refuses);
    add_target(tests);
    return suite;
}
