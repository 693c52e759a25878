/*
 * Chapter 12: where a body ends.
 */
#include "framing.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <string.h>

/* No body is as long; and a size_t plus such a number is no small one. */
#define LENGTH_MAX 0x7fffffffffffffffULL

bool digits_value(const char *text, unsigned long long most, unsigned long long *value)
{
    unsigned long long sum = 0;

    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++) {
        const unsigned digit = (unsigned)(unsigned char)*text - '0';

        if (digit > 9 || sum > (most - digit) / 10)
            return false;
        sum = sum * 10 + digit;
    }
    *value = sum;
    return true;
}

/* One member of Transfer-Encoding. Returns 0 or the status to refuse it with. */
static int check_coding(const char *coding, size_t size, bool *chunked)
{
    if (*chunked)
        return 400; /* nothing may be done to chunks, and nobody makes chunks of chunks */
    *chunked = text_is(coding, size, "chunked");
    return *chunked ? 0 : 501;
}

/* What Transfer-Encoding asks for: 0 for chunks, or the status to refuse it with. */
static int check_codings(const struct headers *headers)
{
    struct header field = {0};
    bool chunked = false;
    int status = 0;

    while (status == 0 && headers_next_of(headers, "Transfer-Encoding", &field)) {
        const char *rest = field.value, *coding;
        size_t size;

        while (status == 0 && (coding = list_next(&rest, &size)) != NULL)
            status = check_coding(coding, size, &chunked);
    }
    return status != 0 || chunked ? status : 400;
}

int framing_of_request(const struct http_head *head, struct framing *framing)
{
    const struct headers *headers = &head->headers;
    const bool has_coding = headers_get(headers, "Transfer-Encoding") != NULL;
    struct header field = {0};

    *framing = (struct framing){.kind = FRAMING_NONE};
    /*
     * Exercise 12.3: a coding means chunks, and check_codings() says whether it is right; with a
     * Content-Length beside it, or in HTTP/1.0, which knew no codings, it is 400. Without a coding
     * there is a body if there is a Content-Length: headers_next_of() finds all fields of that name;
     * each must be the same number, for digits_value() with LENGTH_MAX: else 400.
     */
#ifdef SOLUTION
    if (has_coding && (head->minor == 0 || headers_get(headers, "Content-Length") != NULL))
        return 400;
    if (has_coding) {
        framing->kind = FRAMING_CHUNKED;
        return check_codings(headers);
    }
    while (headers_next_of(headers, "Content-Length", &field)) {
        unsigned long long length;

        if (!digits_value(field.value, LENGTH_MAX, &length))
            return 400;
        if (framing->kind == FRAMING_LENGTH && framing->length != length)
            return 400;
        *framing = (struct framing){.kind = FRAMING_LENGTH, .length = length};
    }
    return 0;
#else
    TODO("12.3", has_coding, &field, check_codings, digits_value, LENGTH_MAX);
#endif
}

/* Responses to HEAD, and some others, have no body, whatever they say of its length. */
static bool has_no_body(const struct http_head *head, const char *method)
{
    if (head->status < 200 || head->status == 204 || head->status == 304)
        return true;
    return strcmp(method, "HEAD") == 0 || (strcmp(method, "CONNECT") == 0 && head->status < 300);
}

int framing_of_response(const struct http_head *head, const char *method, struct framing *framing)
{
    int status = framing_of_request(head, framing);

    if (has_no_body(head, method)) {
        *framing = (struct framing){.kind = FRAMING_NONE};
        return 0;
    }
    if (framing->kind == FRAMING_NONE)
        framing->kind = FRAMING_UNTIL_CLOSE;
    return status == 0 ? 0 : status == 501 ? EPROTONOSUPPORT : BAD_MESSAGE;
}
