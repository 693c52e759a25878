/*
 * Expectations: the sentences that a learner reads.
 */
#include "exercise.h"
#include "harness.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void expect_failed(const char *file, int line, const char *rule, const char *format, ...)
{
    char detail[1024], message[2048];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    snprintf(message, sizeof message, "%s\n%s", rule, detail);
    test_end(ENDING_FAILED, file, line, message);
}

void expect_int_at(const char *file, int line, long long got, long long expected,
                   const char *expression, const char *rule)
{
    if (got != expected)
        expect_failed(file, line, rule, "expected %s to be %lld, got %lld", expression, expected,
                      got);
}

/* How a character stands in a string of C; NULL: as itself. Garbage is no garbage on the terminal. */
static const char *escaped(char character)
{
    static char hexadecimal[8];

    switch (character) {
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '\r':
        return "\\r";
    case '"':
        return "\\\"";
    default:
        if (character >= ' ' && character <= '~')
            return NULL;
        snprintf(hexadecimal, sizeof hexadecimal, "\\x%02x", (unsigned)(unsigned char)character);
        return hexadecimal;
    }
}

/* Writes TEXT from its character FROM on as C would: "a\n", or NULL. Long ones are cut. */
static const char *quoted(char *buffer, size_t size, const char *text, size_t from)
{
    size_t length;

    if (text == NULL)
        return "NULL";
    length = (size_t)snprintf(buffer, size, "%s", from > 0 ? "\"..." : "\"");
    for (text += from; *text != '\0' && length + 8 < size; text++) {
        if (escaped(*text) != NULL)
            length += (size_t)snprintf(buffer + length, size - length, "%s", escaped(*text));
        else
            buffer[length++] = *text;
    }
    snprintf(buffer + length, size - length, "%s", *text != '\0' ? "...\"" : "\"");
    return buffer;
}

/* Where to begin with two long strings, so that their first difference is shown: shortly before it. */
static size_t first_shown(const char *got, const char *expected)
{
    size_t same = 0;

    if (got == NULL || expected == NULL)
        return 0;
    while (got[same] != '\0' && got[same] == expected[same])
        same++;
    return same > 100 ? same - 20 : 0;
}

void expect_str_at(const char *file, int line, const char *got, const char *expected,
                   const char *rule)
{
    const size_t from = first_shown(got, expected);
    char first[160], second[160];

    if (got == expected || (got != NULL && expected != NULL && strcmp(got, expected) == 0))
        return;
    expect_failed(file, line, rule, "expected %s, got %s",
                  quoted(first, sizeof first, expected, from),
                  quoted(second, sizeof second, got, from));
}

/* Addresses differ from run to run and say nothing to anyone; so they are not shown. */
void expect_ptr_at(const char *file, int line, const void *got, const void *expected,
                   const char *expression, const char *expected_expression, const char *rule)
{
    if (got == expected)
        return;
    expect_failed(file, line, rule, "expected %s to be %s, got %s", expression,
                  expected != NULL ? expected_expression : "NULL",
                  got == NULL        ? "NULL"
                  : expected == NULL ? "an address"
                                     : "another address");
}

void expect_time_at(const char *file, int line, double got, double expected, const char *expression,
                    const char *rule)
{
    if (got == expected || fabs(got - expected) < 1e-6)
        return;
    expect_failed(file, line, rule, "expected %s to be %.9g s, got %.9g s", expression, expected,
                  got);
}

void expect_error_at(const char *file, int line, int got, int expected, const char *expression,
                     const char *rule)
{
    char name[32];

    if (got == expected)
        return;
    snprintf(name, sizeof name, "%s", errno_name(expected));
    expect_failed(file, line, rule, "expected %s to be %s, got %s", expression, name,
                  errno_name(got));
}
