/*
 * Chapter 0: what hello.h promises.
 */
#include "exercise.h"
#include "hello.h"

#include <stdlib.h>
#include <string.h>

START_TEST(begins_with_hello)
{
    const char *greeting = hello();

    expect_true(greeting != NULL, "hello() returns a text, never NULL");
    expect_str(strncmp(greeting, "Hello", 5) == 0 ? "Hello" : greeting, "Hello",
               "the greeting begins with \"Hello\"");
}
END_TEST

static int newlines(const char *text)
{
    int count = 0;

    for (; *text != '\0'; text++)
        count += *text == '\n';
    return count;
}

START_TEST(is_one_line)
{
    const char *greeting = hello();

    expect_true(greeting != NULL, "hello() returns a text, never NULL");
    expect_int(
        newlines(greeting), 0,
        "there is no newline in the greeting: whoever prints it decides where the line ends");
}
END_TEST

START_TEST(stays_as_it_is)
{
    const char *first = hello();
    char *copy;

    expect_true(first != NULL, "hello() returns a text, never NULL");
    copy = malloc(strlen(first) + 1);
    expect_true(copy != NULL, "there is memory for a copy of the greeting");
    strcpy(copy, first);
    hello();
    expect_str(first, copy, "the text stays as it is, also when hello() is called again");
    free(copy);
}
END_TEST

Suite *hello_suite(void);

Suite *hello_suite(void)
{
    Suite *suite = suite_create("hello");
    TCase *tests = exercise(suite, "0.1 hello", 1, "Your first green test");

    tcase_add_test(tests, begins_with_hello);
    tcase_add_test(tests, is_one_line);
    tcase_add_test(tests, stays_as_it_is);
    return suite;
}
