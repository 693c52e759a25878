/*
 * Chapter 12: chunks (RFC 9112, section 7.1).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http_tests.h"

/* ---- What the tests share -------------------------------------------------------------------- */

static char told[8192];

/* Feeds the first piece, and then pieces of STEP bytes. */
static void decode_pieces(const char *text, size_t size, size_t first, size_t step)
{
    struct chunk_decoder decoder;
    size_t at = 0, end = first, out = 0;
    int status = 0, turns = 0;

    chunk_decoder_init(&decoder);
    while (status == 0 && at < size && turns++ < 20000) {
        size_t used, room = end - at;
        struct bytes piece;
        char *copy = malloc(room + 1);

        memcpy(copy, text + at, room);
        status = chunk_decoder_feed(&decoder, copy, room, &used, &piece);
        expect_true(used <= room && piece.size <= used, "a piece is a part of what was taken");
        memcpy(told + out, piece.data, piece.size);
        out += piece.size;
        free(copy);
        at += used;
        if (at == end)
            end = size - at < step ? size : at + step;
    }
    told[out] = '\0';
    if (status == GENERATOR_ENDED)
        snprintf(told + out, sizeof told - out, at < size ? ".+%s" : ".", text + at);
    else if (status != 0)
        strcpy(told, errno_name(status));
}

const char *dechunked(const char *text, size_t size)
{
    static char whole[sizeof told];

    decode_pieces(text, size, size, 1);
    strcpy(whole, told);
    decode_pieces(text, size, 1, 1);
    expect_str(told, whole, "a body that comes byte by byte is the same body");
    for (size_t cut = 1; cut < size && size < 1000; cut++) {
        decode_pieces(text, size, cut, size);
        expect_str(told, whole, "what comes of a body does not depend on where it was cut");
    }
    return whole;
}

/* ---- 12.4 chunks ----------------------------------------------------------------------------- */

START_TEST(chunks_make_a_body)
{
    expect_str(
        dechunked(TEXT("5\r\nhello\r\n0\r\n\r\n")), "hello.",
        "a chunk is its size, so many bytes, and the end of a line; one of size 0 is the last");
    expect_str(dechunked(TEXT("5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n")), "hello, world.",
               "the chunks make the body, one behind the other");
    expect_str(dechunked(TEXT("0\r\n\r\n")), ".", "a body may be empty");
    expect_str(dechunked(TEXT("A\r\n0123456789\r\n0\r\n\r\n")), "0123456789.",
               "a size is hexadecimal");
    expect_str(dechunked(TEXT("00a\r\n0123456789\r\n000\r\n\r\n")), "0123456789.",
               "a size may be in small letters, with zeros before it");
}
END_TEST

START_TEST(chunks_leave_the_rest)
{
    expect_str(dechunked(TEXT("1\r\na\r\n0\r\n\r\nGET / HTTP/1.1\r\n")), "a.+GET / HTTP/1.1\r\n",
               "what is behind the body is the next message's");
    expect_str(dechunked(TEXT("1\r\na\r\n0\r\n\r\n0\r\n\r\n")), "a.+0\r\n\r\n",
               "the body ends once");
    expect_str(dechunked(TEXT("1\r\na\r\n0\r\n")), "a", "without the empty line it has not ended");
    expect_str(dechunked(TEXT("5\r\nhel")), "hel", "data is given as it comes");
    expect_str(dechunked(TEXT("5\r\nhello")), "hello", "data is given as it comes");
}
END_TEST

START_TEST(chunks_may_hold_anything)
{
    expect_str(dechunked(TEXT("4\r\n\r\n\r\n\r\n0\r\n\r\n")), "\r\n\r\n.",
               "ends of lines in the data are data");
    expect_str(dechunked(TEXT("5\r\n0\r\n\r\n\r\n0\r\n\r\n")), "0\r\n\r\n.",
               "what looks like the last chunk in the data is data");
}
END_TEST

START_TEST(chunks_with_a_bad_size)
{
    expect_str(dechunked(TEXT("\r\nhello\r\n")), "EBADMSG", "a size is not empty");
    expect_str(dechunked(TEXT("x\r\nhello\r\n")), "EBADMSG", "a size is a number");
    expect_str(dechunked(TEXT("-1\r\nhello\r\n")), "EBADMSG", "a size has no sign");
    expect_str(dechunked(TEXT("0x5\r\nhello\r\n")), "EBADMSG", "a size is digits");
    expect_str(dechunked(TEXT(" 5\r\nhello\r\n")), "EBADMSG", "no blank stands before a size");
    expect_str(dechunked(TEXT("5 \r\nhello\r\n")), "EBADMSG", "no blank stands behind a size");
    expect_str(dechunked(TEXT("10000000000000005\r\nhello\r\n0\r\n\r\n")), "EBADMSG",
               "a size that does not fit is not what is left of it");
    expect_str(dechunked(TEXT("1\r\na\r\nx\r\nb\r\n")), "EBADMSG", "each size must be right");
    expect_str(dechunked(TEXT("5\0\r\nhello\r\n")), "EBADMSG", "no 0 stands in a size");
}
END_TEST

START_TEST(chunks_in_whole_lines)
{
    expect_str(dechunked(TEXT("5\nhello\r\n0\r\n\r\n")), "EBADMSG",
               "a size ends with '\\r' and '\\n'");
    expect_str(dechunked(TEXT("5\r\nhello\n0\r\n\r\n")), "EBADMSG",
               "data ends with '\\r' and '\\n'");
    expect_str(dechunked(TEXT("5\r\nhello, world\r\n0\r\n\r\n")), "EBADMSG",
               "behind so many bytes there is nothing but the end of the line");
    expect_str(dechunked(TEXT("5\r\nhello0\r\n\r\n")), "EBADMSG",
               "behind so many bytes there is the end of the line");
    expect_str(dechunked(TEXT("1\r\naX: y\r\n0\r\n\r\n")), "EBADMSG",
               "behind data there is an empty line, and no field");
    expect_str(dechunked(TEXT("5\r\nhello\r\n0\r\n\n")), "EBADMSG",
               "the last line ends with '\\r' and '\\n', too");
}
END_TEST

START_TEST(chunks_with_extensions)
{
    expect_str(dechunked(TEXT("5;a=b;c\r\nhello\r\n0;d\r\n\r\n")), "hello.",
               "extensions of a chunk are passed over");
    expect_str(dechunked(TEXT("5;a\rb\r\nhello\r\n0\r\n\r\n")), "EBADMSG",
               "no control stands in an extension");
    expect_str(dechunked(TEXT("5;a\nb\r\nhello\r\n0\r\n\r\n")), "EBADMSG",
               "a '\\n' alone ends no line");
}
END_TEST

//! [trailers]
START_TEST(chunks_with_trailers)
{
    expect_str(dechunked(TEXT("1\r\na\r\n0\r\nSum: 1\r\nX: y\r\n\r\n+")), "a.++",
               "fields behind the last chunk are passed over");
    expect_str(dechunked(TEXT("1\r\na\r\n0\r\nSum : 1\r\n\r\n")), "EBADMSG",
               "they are as clean as others");
    expect_str(dechunked(TEXT("1\r\na\r\n0\r\nhello\r\n\r\n")), "EBADMSG", "they have a colon");
    expect_str(dechunked(TEXT("1\r\na\r\n0\r\nX: \0\r\n\r\n")), "EBADMSG", "no 0 stands in them");
}
END_TEST
//! [trailers]

START_TEST(chunks_with_long_lines)
{
    char text[CHUNK_MAX_TRAILERS + 2000] = "1;";
    char *to = text;

    memset(text + 2, 'x', CHUNK_MAX_LINE);
    strcpy(text + CHUNK_MAX_LINE + 2, "\r\na\r\n0\r\n\r\n");
    expect_str(dechunked(text, strlen(text)), "EMSGSIZE", "a line does not go on for ever");
    memset(text, 'x', sizeof text);
    expect_str(dechunked(text, 500), "EMSGSIZE", "not even without an end");
    to += sprintf(to, "0\r\n");
    while (to < text + CHUNK_MAX_TRAILERS + 1000)
        to += sprintf(to, "Name: and a value that is some bytes long\r\n");
    expect_str(dechunked(text, (size_t)(to - text)), "EMSGSIZE",
               "nor do the fields behind the last chunk");
}
END_TEST

START_TEST(chunks_stay_refused)
{
    struct chunk_decoder decoder;
    struct bytes piece;
    size_t used;

    chunk_decoder_init(&decoder);
    chunk_decoder_feed(&decoder, TEXT("x\r\n"), &used, &piece);
    expect_error(chunk_decoder_feed(&decoder, TEXT("0\r\n\r\n"), &used, &piece), BAD_MESSAGE,
                 "a body that is refused stays refused");
    expect_int(used, 0, "and takes nothing any more");
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------- */

Suite *chunks_suite(void);

Suite *chunks_suite(void)
{
    Suite *suite = suite_create("chunks");
    TCase *tests = exercise(suite, "12.4 chunks", 6, "Chunks");

    tcase_add_test(tests, chunks_make_a_body);
    tcase_add_test(tests, chunks_leave_the_rest);
    tcase_add_test(tests, chunks_may_hold_anything);
    tcase_add_test(tests, chunks_with_a_bad_size);
    tcase_add_test(tests, chunks_in_whole_lines);
    tcase_add_test(tests, chunks_with_extensions);
    tcase_add_test(tests, chunks_with_trailers);
    tcase_add_test(tests, chunks_with_long_lines);
    tcase_add_test(tests, chunks_stay_refused);
    add_body(tests);
    return suite;
}
