/*
 * Chapter 12: fields that a program makes and looks for.
 */
#include <stdlib.h>
#include <string.h>

#include "fault.h"
#include "http_tests.h"

START_TEST(headers_are_found)
{
    struct headers headers = {0};

    expect_ptr(headers_get(&headers, "A"), NULL, "nothing is found where nothing is");
    headers_add(&headers, "Accept", "a");
    headers_add(&headers, "Host", "b");
    headers_add(&headers, "accept", "c");
    expect_str(headers_get(&headers, "ACCEPT"), "a",
               "the first field of a name is found, in capitals or not");
    expect_ptr(headers_get(&headers, "Accep"), NULL, "a part of a name is another name");
    expect_int(headers.count, 3, "one name may come twice");
    expect_int(headers_remove(&headers, "accept"), 2, "all fields of a name are taken out");
    expect_str(headers_get(&headers, "Host"), "b", "the others stay");
    expect_error(headers_set(&headers, "host", "longer than before"), 0, "a field can be set");
    expect_str(headers_get(&headers, "Host"), "longer than before", "set, it is the only one");
    expect_int(headers.count, 1, "set, it is the only one");
    headers_clear(&headers);
}
END_TEST

START_TEST(headers_are_clean)
{
    struct headers headers = {0};

    expect_error(headers_add(&headers, "A", "b\r\nC: d"), EINVAL,
                 "a value that would begin a line of its own is refused");
    expect_error(headers_add(&headers, "A", "b\nC: d"), EINVAL,
                 "a value that would begin a line of its own is refused");
    expect_error(headers_add(&headers, "A\r\nB", "c"), EINVAL, "a name is a token");
    expect_error(headers_add(&headers, "", "c"), EINVAL, "a name is not empty");
    expect_error(headers_add(&headers, "A", " b"), EINVAL,
                 "blanks around a value would not arrive: they are refused");
    expect_int(headers.count, 0, "what is refused is not there");
    headers_add(&headers, "A", "b");
    expect_error(headers_set(&headers, "A", "\r"), EINVAL, "setting is as strict as adding");
    expect_str(headers_get(&headers, "A"), "b", "after an error nothing has changed");
    headers_clear(&headers);
}
END_TEST

START_TEST(headers_have_tokens)
{
    struct headers headers = {0};

    headers_add(&headers, "Connection", "TE , Close");
    headers_add(&headers, "connection", ",, keep-alive");
    expect_true(headers_has_token(&headers, "Connection", "close"),
                "a member of a list is found, in capitals or not");
    expect_true(headers_has_token(&headers, "Connection", "te"), "the first one, too");
    expect_true(headers_has_token(&headers, "Connection", "keep-alive"),
                "the lists of all fields of the name are one list");
    expect_true(!headers_has_token(&headers, "Connection", "clos"),
                "a part of a member is not that member");
    expect_true(!headers_has_token(&headers, "Connection", "keep"),
                "a part of a member is not that member");
    expect_true(!headers_has_token(&headers, "Upgrade", "close"), "other fields do not count");
    headers_clear(&headers);
}
END_TEST

START_TEST(headers_grow)
{
    struct headers headers = {0};
    char value[101] = {0};

    memset(value, 'v', 100);
    for (int i = 0; i < 1000; i++)
        expect_error(headers_add(&headers, "Name", value), 0, "there is room for many fields");
    expect_int(headers.count, 1000, "all of them are there");
    if (fault_supported()) {
        fault_inject("realloc", ENOMEM, 1, 0);
        while (headers.size + 106 <= headers.capacity)
            headers_add(&headers, "Name", value);
        expect_error(headers_set(&headers, "Name", value), ENOMEM,
                     "where there is no memory, that is the error");
        expect_true(headers.count >= 1000, "after an error nothing has changed");
        fault_clear();
    }
    headers_clear(&headers);
    expect_int(headers.capacity, 0, "cleared, they have no memory");
}
END_TEST

void add_headers(TCase *tests)
{
    tcase_add_test(tests, headers_are_found);
    tcase_add_test(tests, headers_are_clean);
    tcase_add_test(tests, headers_have_tokens);
    tcase_add_test(tests, headers_grow);
}
