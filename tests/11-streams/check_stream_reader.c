/*
 * Chapter 11: reading up to a separator.
 *
 * SR4 (lines), SR5 (separators), SR6 (none to the end), SR8 (the limit), SR9 (a line that is too long),
 * SR10 (anything else that is).
 */
#include "stream_tests.h"

#include <string.h>

#define LINE stream_reader_readline(&reader)

/* ---- 11.1 readuntil ------------------------------------------------------------------------- */

START_TEST(until_the_end_of_a_line) /* SR4 */
{
    feed("one\ntwo\n");
    expect_str(read_now(LINE), "[one/]", "a line is given with its end, and no more than it");
    expect_str(read_now(LINE), "[two/]", "the next read gives the next line");
    expect_str(read_now(LINE), "waits", "without a line, and before the end, a read waits");
}
END_TEST

START_TEST(until_it_has_come) /* SR1, SR4 */
{
    expect_str(read_now(LINE), "waits", "without a line a read waits");
    expect_str(feed("o"), "waits", "half a line is none: the read waits for the rest");
    expect_str(feed("ne"), "waits", "half a line is none: the read waits for the rest");
    expect_str(feed("\nt"), "[one/]", "a line that came in pieces is given as one");
    expect_str(read_now(LINE), "waits", "what came behind a line is the beginning of the next one");
    expect_str(feed("wo\n"), "[two/]", "what came behind a line is the beginning of the next one");
}
END_TEST

START_TEST(until_the_end_of_the_stream) /* SR4, SR15 */
{
    feed("one\ntwo");
    feed_end();
    expect_str(read_now(LINE), "[one/]", "a line is given with its end");
    expect_str(read_now(LINE), "[two]", "at the end of the stream a line is what is left");
    expect_str(read_now(LINE), "[]", "when nothing is left, readline gives nothing");
    expect_str(read_now(LINE), "[]", "when nothing is left, readline gives nothing");
    expect_true(stream_reader_at_eof(&reader), "when all was read this is the end");
}
END_TEST

START_TEST(until_the_end_comes) /* SR1, SR4 */
{
    read_now(LINE);
    expect_str(feed("one"), "waits", "half a line is none: the read waits for the rest");
    expect_str(feed_end(), "[one]", "the end of the stream wakes the read, and ends the line");
}
END_TEST

START_TEST(until_empty_line) /* SR4 */
{
    feed("\n\na\n");
    expect_str(read_now(LINE), "[/]", "an empty line is its end alone");
    expect_str(read_now(LINE), "[/]", "an empty line is its end alone");
    expect_str(read_now(LINE), "[a/]", "the next read gives the next line");
}
END_TEST

START_TEST(until_any_byte) /* SR4 */
{
    feed_bytes("a\0b\n", 4);
    expect_str(read_now(LINE), "[a0b/]", "a byte of value 0 is a byte like all others");
}
END_TEST

START_TEST(until_missing) /* SR6 */
{
    feed("abc");
    feed_end();
    expect_str(
        read_now(stream_reader_readuntil(&reader, ";")), "!INCOMPLETE_READ(abc)",
        "at the end of the stream a separator is missing: INCOMPLETE_READ, with what is left");
    expect_str(read_now(stream_reader_readuntil(&reader, ";")), "!INCOMPLETE_READ()",
               "what was left is taken by that");
    expect_true(stream_reader_at_eof(&reader), "what was left is taken by that");
}
END_TEST

START_TEST(until_separator_in_pieces) /* SR5; _i: where the bytes are cut */
{
    const char text[] = "ab\r\n\r\r\n\r\ncd";

    stream_reader_set_limit(&reader, 100);
    reads(stream_reader_readuntil(&reader, "\r\n\r\n"));
    once();
    feed_bytes(text, (size_t)_i);
    stream_reader_feed_data(&reader, text + _i, strlen(text) - (size_t)_i);
    turns(2);
    expect_int(
        stream_reader_partial(&reader)->size, 9,
        "a separator is found wherever its bytes were cut, and where it began in vain before");
}
END_TEST

START_TEST(until_overlapping) /* SR5 */
{
    read_now(stream_reader_readuntil(&reader, "aab"));
    expect_str(feed("aa"), "waits", "the beginning of a separator is none");
    expect_str(feed("a"), "waits", "the beginning of a separator is none");
    expect_str(feed("bc"), "[aaab]", "a separator may begin inside of one that began in vain");
}
END_TEST

START_TEST(until_nothing) /* SR5 */
{
    feed("abc\n");
    expect_str(read_now(stream_reader_readuntil(&reader, "")), "!EINVAL",
               "an empty separator is refused");
    expect_str(read_now(LINE), "[abc/]", "what was refused takes nothing");
}
END_TEST

START_TEST(until_the_limit) /* SR8 */
{
    feed("abcd\n");
    expect_str(read_now(LINE), "[abcd/]",
               "a line of exactly the limit, its end not counted, is fine");
    stream_reader_set_limit(&reader, 2);
    feed("ab<end>");
    expect_str(read_now(stream_reader_readuntil(&reader, "<end>")), "[ab<end>]",
               "the limit is on what stands before the separator, however long that is");
}
END_TEST

START_TEST(until_the_limit_in_pieces) /* SR8 */
{
    read_now(LINE);
    expect_str(feed("abcd"), "waits", "as many bytes as the limit may be followed by the end");
    expect_str(feed("\n"), "[abcd/]", "a line of exactly the limit, its end not counted, is fine");
}
END_TEST

START_TEST(until_too_long_a_line) /* SR9 */
{
    feed("abcde\nf\n");
    expect_str(read_now(LINE), "!EMSGSIZE()", "a line above the limit is LIMIT_OVERRUN");
    expect_str(read_now(LINE), "[f/]", "a line that is too long is dropped, up to its end");
}
END_TEST

//! [endless]
START_TEST(until_too_long_without_end) /* SR9 */
{
    feed("abcde");
    expect_str(
        read_now(LINE), "!EMSGSIZE()",
        "more bytes than the limit without an end in them are LIMIT_OVERRUN, without a wait");
    expect_str(read_now(LINE), "waits", "without an end all that is there is dropped");
    expect_str(feed("f\n"), "[f/]", "without an end all that is there is dropped, and no more");
}
END_TEST
//! [endless]

START_TEST(until_too_long_at_the_end) /* SR9 */
{
    feed("abcde");
    feed_end();
    expect_str(read_now(LINE), "!EMSGSIZE()", "the limit is for the last line, too");
    expect_str(read_now(LINE), "[]", "a line that is too long is dropped");
}
END_TEST

START_TEST(until_too_far) /* SR10 */
{
    feed("abcde//x");
    expect_str(read_now(stream_reader_readuntil(&reader, "//")), "!EMSGSIZE(abcde)",
               "a separator behind the limit is LIMIT_OVERRUN, which shows what stands before it");
    expect_str(read_now(stream_reader_readuntil(&reader, "//")), "!EMSGSIZE(abcde)",
               "the buffer is left as it was");
    stream_reader_set_limit(&reader, 5);
    expect_str(read_now(stream_reader_readuntil(&reader, "//")), "[abcde//]",
               "what was shown can be read then");
}
END_TEST

START_TEST(until_too_far_and_not_found) /* SR10 */
{
    feed("abcde/");
    expect_str(read_now(stream_reader_readuntil(&reader, "//")), "!EMSGSIZE(abcde)",
               "what may be the beginning of the separator is not counted, and not shown");
    stream_reader_set_limit(&reader, 5);
    feed("/");
    expect_str(read_now(stream_reader_readuntil(&reader, "//")), "[abcde//]",
               "the buffer is left as it was");
}
END_TEST

START_TEST(until_the_beginning_of_it) /* SR10 */
{
    feed("abcd/");
    expect_str(read_now(stream_reader_readuntil(&reader, "//")), "waits",
               "what may be the beginning of the separator is not counted");
    expect_str(feed("/"), "[abcd//]", "what may be the beginning of the separator is not counted");
}
END_TEST

START_TEST(until_it_flows_again) /* SR9, SR17 */
{
    expect_str(feed("abcdefghi\nj"), "pause;", "more than twice the limit pauses the source");
    expect_str(read_now(LINE), "resume;!EMSGSIZE()",
               "when a line is dropped there is room again: the source is resumed");
}
END_TEST

Suite *stream_reader_suite(void)
{
    Suite *suite = suite_create("stream_reader");
    TCase *tests = reader_exercise(suite, "11.1 readuntil", 5, "Until the end of the line");

    tcase_add_test(tests, until_the_end_of_a_line);
    tcase_add_test(tests, until_it_has_come);
    tcase_add_test(tests, until_the_end_of_the_stream);
    tcase_add_test(tests, until_the_end_comes);
    tcase_add_test(tests, until_empty_line);
    tcase_add_test(tests, until_any_byte);
    tcase_add_test(tests, until_missing);
    tcase_add_loop_test(tests, until_separator_in_pieces, 1, 11);
    tcase_add_test(tests, until_overlapping);
    tcase_add_test(tests, until_nothing);
    tcase_add_test(tests, until_the_limit);
    tcase_add_test(tests, until_the_limit_in_pieces);
    tcase_add_test(tests, until_too_long_a_line);
    tcase_add_test(tests, until_too_long_without_end);
    tcase_add_test(tests, until_too_long_at_the_end);
    tcase_add_test(tests, until_too_far);
    tcase_add_test(tests, until_too_far_and_not_found);
    tcase_add_test(tests, until_the_beginning_of_it);
    tcase_add_test(tests, until_it_flows_again);
    add_read(suite);
    return suite;
}
