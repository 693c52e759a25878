/*
 * Chapter 11: reading some bytes, exactly so many, or all; and what is the same for every read.
 *
 * SR1 (waking), SR2 (nothing), SR3 (read), SR7 (readexactly), SR11 (no limit), SR12 (errors), SR13
 * (cancelled), SR14 (a second read), SR15 (the end), SR16 (no limit at all), SR17 (pausing the source).
 */
#include "stream_tests.h"

#include <string.h>

#define SOME(size)    stream_reader_read(&reader, size)
#define EXACTLY(size) stream_reader_readexactly(&reader, size)

/* ---- 11.2 read ------------------------------------------------------------------------------ */

START_TEST(read_what_is_there) /* SR3 */
{
    feed("hello");
    expect_str(read_now(SOME(3)), "[hel]", "read gives no more than it was asked for");
    expect_str(read_now(SOME(10)), "[lo]", "read gives what is there, and does not wait for more");
    expect_str(read_now(SOME(10)), "waits", "read waits when there is nothing");
    expect_str(feed("x"), "[x]", "the first byte is enough");
}
END_TEST

START_TEST(read_nothing) /* SR3 */
{
    expect_str(read_now(SOME(0)), "[]", "read(0) gives nothing, at once");
    feed("a");
    expect_str(read_now(SOME(0)), "[]", "read(0) gives nothing, even if there is something");
    expect_str(read_now(SOME(9)), "[a]", "read(0) takes nothing");
}
END_TEST

START_TEST(read_at_the_end) /* SR3, SR15 */
{
    feed("ab");
    feed_end();
    expect_true(!stream_reader_at_eof(&reader), "with something left to read it is not the end");
    expect_str(read_now(SOME(9)), "[ab]", "what came before the end is given first");
    expect_true(stream_reader_at_eof(&reader), "when all was read this is the end");
    expect_str(read_now(SOME(9)), "[]", "at the end read gives nothing, at once");
}
END_TEST

START_TEST(read_before_the_end) /* SR3, SR7 */
{
    feed("abcdef");
    feed_end();
    expect_str(read_now(SOME(2)), "[ab]",
               "read gives no more than it was asked for at the end, too");
    expect_str(read_now(EXACTLY(2)), "[cd]",
               "readexactly gives what it was asked for at the end, too");
    expect_str(read_now(SOME(0)), "[]", "read(0) takes nothing at the end, too");
    expect_str(read_now(SOME(9)), "[ef]", "the rest is given by the next read");
}
END_TEST

START_TEST(read_when_the_end_comes) /* SR1, SR3 */
{
    read_now(SOME(9));
    expect_str(feed_end(), "[]", "the end wakes a read that waits");
}
END_TEST

START_TEST(read_to_the_end) /* SR3 */
{
    feed("abc");
    expect_str(read_now(SOME(STREAM_TO_END)), "waits", "a read to the end waits for the end");
    expect_str(feed("def"), "waits", "a read to the end waits for the end");
    expect_str(feed_end(), "[abcdef]", "a read to the end gives everything");
    expect_str(read_now(SOME(STREAM_TO_END)), "[]", "when all was read, nothing is left");
}
END_TEST

START_TEST(read_exactly) /* SR1, SR7 */
{
    feed("abcdef");
    expect_str(read_now(EXACTLY(3)), "[abc]",
               "readexactly gives as many bytes as it was asked for");
    expect_str(read_now(EXACTLY(3)), "[def]",
               "readexactly gives as many bytes as it was asked for");
    expect_str(read_now(EXACTLY(3)), "waits", "readexactly waits until there are enough");
    expect_str(feed("gh"), "waits", "readexactly waits until there are enough");
    expect_str(feed("ij"), "[ghi]", "readexactly gives as many bytes as it was asked for");
    expect_str(read_now(EXACTLY(0)), "[]", "readexactly(0) gives nothing, at once");
}
END_TEST

START_TEST(read_exactly_what_is_left) /* SR7 */
{
    feed("abc");
    feed_end();
    expect_str(read_now(EXACTLY(3)), "[abc]", "if exactly enough is left, all is well");
    expect_str(read_now(EXACTLY(0)), "[]", "nothing can be had at the end, too");
}
END_TEST

START_TEST(read_exactly_in_vain) /* SR7 */
{
    feed("ab");
    feed_end();
    expect_str(
        read_now(EXACTLY(3)), "!INCOMPLETE_READ(ab)",
        "if the stream ends too early readexactly fails, INCOMPLETE_READ, with what there is");
    expect_str(read_now(SOME(9)), "[]", "what came with the error is taken");
}
END_TEST

START_TEST(read_exactly_until_the_end_comes) /* SR1, SR7 */
{
    read_now(EXACTLY(3));
    expect_str(feed("ab"), "waits", "readexactly waits until there are enough");
    expect_str(feed_end(), "!INCOMPLETE_READ(ab)", "the end wakes a read that waits for more");
}
END_TEST

START_TEST(read_more_than_the_limit) /* SR11 */
{
    feed("abcdefghijklmnop");
    expect_str(read_now(SOME(12)), "[abcdefghijkl]", "read knows no limit");
    feed("abcdefghijkl");
    expect_str(read_now(EXACTLY(13)), "[mnopabcdefghi]", "readexactly knows no limit");
}
END_TEST

START_TEST(read_and_feed_nothing) /* SR2 */
{
    read_now(SOME(9));
    stream_reader_feed_data(&reader, "", 0);
    expect_true(ready_is_empty(&loop.ready), "no bytes wake nobody");
}
END_TEST

START_TEST(read_what_was_shown) /* SR10 */
{
    feed("abcde//x");
    expect_str(read_now(stream_reader_readuntil(&reader, "//")), "!EMSGSIZE(abcde)",
               "a separator behind the limit shows what stands before it");
    expect_str(read_now(EXACTLY(stream_reader_partial(&reader)->size)), "[abcde]",
               "what was only shown can be read then");
    expect_str(read_now(stream_reader_readuntil(&reader, "//")), "[//]", "the separator is next");
}
END_TEST

START_TEST(read_an_error) /* SR12 */
{
    feed("abc");
    read_now(EXACTLY(9));
    stream_reader_set_exception(&reader, ECONNRESET);
    expect_str(once(), "!ECONNRESET", "an error of the connection fails the read that waits");
    expect_str(read_now(SOME(2)), "!ECONNRESET", "it fails all later ones, whatever is there");
    expect_str(read_now(SOME(0)), "!ECONNRESET", "it fails all later ones, whatever they want");
    expect_str(read_now(stream_reader_readline(&reader)), "!ECONNRESET", "it fails all later ones");
}
END_TEST

START_TEST(read_what_came_before)
{
    stream_reader_set_exception(&reader, EPIPE);
    expect_true(!stream_reader_forgive(&reader), "where nothing came the error stays");
    feed("abc");
    expect_str(read_now(SOME(2)), "!EPIPE", "until it is forgiven an error comes first");
    expect_true(stream_reader_forgive(&reader), "what came before the other side left is there");
    expect_str(read_now(SOME(2)), "[ab]", "what came before the other side left can be read");
    expect_str(read_now(EXACTLY(2)), "!INCOMPLETE_READ(c)", "behind it is the end");
    stream_reader_set_exception(&reader, EIO);
    expect_true(!stream_reader_forgive(&reader), "other errors are not forgiven");
}
END_TEST

START_TEST(read_is_cancelled) /* SR13 */
{
    struct task *task = reads(EXACTLY(4));

    turns(1);
    feed("ab");
    expect_str(cancel(task), "!ECANCELED", "a read can be cancelled");
    expect_str(feed("cd"), "waits", "bytes that come later wake nobody");
    expect_str(read_now(EXACTLY(4)), "[abcd]", "a read that was cancelled has lost no bytes");
}
END_TEST

START_TEST(read_is_cancelled_when_they_came) /* SR13 */
{
    struct task *task = reads(EXACTLY(4));

    turns(1);
    stream_reader_feed_data(&reader, "abcd", 4);
    expect_str(cancel(task), "!ECANCELED", "a read can be cancelled when the bytes have come");
    expect_str(read_now(EXACTLY(4)), "[abcd]", "a read that was cancelled has lost no bytes");
    task = reads(EXACTLY(4));
    turns(1);
    task_cancel(task);
    stream_reader_feed_data(&reader, "efgh", 4);
    stream_reader_set_exception(&reader, EIO);
    expect_str(once(), "!ECANCELED", "an error does not trip over a read that was cancelled");
}
END_TEST

START_TEST(read_by_two) /* SR14 */
{
    reads(SOME(9));
    turns(1);
    expect_str(read_now(SOME(9)), "!EBUSY", "a second read while one waits is refused");
    expect_str(feed("a"), "[a]", "the one that waits is not disturbed");
}
END_TEST

START_TEST(read_without_a_limit) /* SR16 */
{
    struct stream_reader other;

    expect_error(stream_reader_init(&other, 0, NULL), EINVAL, "a limit of 0 is refused");
    expect_error(stream_reader_set_limit(&reader, 0), EINVAL, "a limit of 0 is refused");
}
END_TEST

START_TEST(read_and_pause) /* SR17 */
{
    expect_str(feed("abcdefgh"), "waits", "up to twice the limit the source goes on");
    expect_str(feed("i"), "pause;", "with more than twice the limit the source is paused");
    expect_str(feed("j"), "waits", "it is paused once");
    expect_str(read_now(EXACTLY(5)), "[abcde]", "what a read gives is still there");
    expect_str(read_now(EXACTLY(1)), "[f]", "with more than the limit left it stays paused");
    expect_str(read_now(EXACTLY(1)), "resume;[g]", "at the limit the source is resumed, once");
    expect_str(read_now(EXACTLY(1)), "[h]", "at the limit the source is resumed, once");
}
END_TEST

//! [more]
START_TEST(read_wants_more_than_that) /* SR17 */
{
    feed("abcdefghi");
    expect_str(read_now(EXACTLY(10)), "resume;",
               "a read that must wait resumes the source, however much is there");
    expect_str(feed("j"), "pause;[abcdefghij]", "so a read of more than the limit never locks up");
}
END_TEST
//! [more]

START_TEST(read_and_more_comes)
{
    const struct bytes *came;

    feed("abc");
    read_now(EXACTLY(3));
    came = stream_reader_partial(&reader);
    feed_bytes(pattern(100000), 100000);
    expect_int(came->size, 3, "what a read gave stays while more comes");
    expect_true(memcmp(came->data, "abc", 3) == 0, "what a read gave stays while more comes");
    expect_str(read_now(SOME(3)), "[abc]", "what came is behind that");
}
END_TEST

START_TEST(read_in_all_sizes) /* SR3, SR11 */
{
    size_t fed = 0, got = 0;

    for (size_t size = 1; got < 20000; size = size % 997 + 1) {
        size_t more = size * 7 % 1201;

        expect_error(stream_reader_feed_data(&reader, pattern(fed + more) + fed, more), 0,
                     "bytes can be fed");
        fed += more;
        if (fed - got < size)
            continue;
        task_release(loop_create_task(&loop, EXACTLY(size)));
        turns(1);
        expect_int(stream_reader_partial(&reader)->size, size, "readexactly gives exactly so many");
        expect_true(is_pattern(stream_reader_partial(&reader)->data, size, got),
                    "the bytes come out as they went in");
        got += size;
    }
}
END_TEST

START_TEST(read_without_memory)
{
    if (!fault_supported())
        return;
    feed("abc");
    fault_inject("malloc", ENOMEM, 1, 0);
    expect_error(stream_reader_feed_data(&reader, pattern(1000), 1000), ENOMEM,
                 "without memory nothing is fed");
    fault_clear();
    expect_str(read_now(SOME(9)), "[abc]", "what was there is still there");
}
END_TEST

START_TEST(read_gives_memory_back)
{
    feed("abc");
    read_now(SOME(9));
    read_now(SOME(9));
    expect_ptr(reader.received, NULL, "a read that waits for the first byte keeps no memory");
}
END_TEST

START_TEST(read_of_a_destroyed_reader)
{
    read_now(EXACTLY(4));
    stream_reader_destroy(&reader);
    memset(&reader, 0xff, sizeof reader);
    expect_str(once(), "!ECONNRESET", "a read that waits for a reader that is gone fails");
    expect_error(stream_reader_init(&reader, 4, NULL), 0, "a reader can be made");
}
END_TEST

START_TEST(read_outside_of_a_task)
{
    struct coro_stack stack;

    coro_stack_init(&stack, SOME(4));
    expect_error(coro_resume(&stack), EINVAL, "outside of a task nobody could be woken");
    feed("ab");
    coro_stack_init(&stack, SOME(4));
    expect_int(coro_resume(&stack), CORO_ENDED, "without a wait a read works anywhere");
}
END_TEST

START_TEST(read_and_put_back)
{
    feed("abcdef");
    read_now(EXACTLY(5));
    stream_reader_unread(&reader, 3);
    expect_str(read_now(SOME(9)), "[cdef]", "what is put back is read once more");
    stream_reader_drop(&reader);
    expect_ptr(reader.received, NULL, "what is dropped needs no memory");
    feed("x");
    expect_str(read_now(SOME(9)), "[x]", "what came behind it is not dropped");
}
END_TEST

/* Feeds so many bytes from inside the loop, or the end. */
struct feeds {
    struct coro coro;
    size_t size;
};

static void feeds(struct coro *self)
{
    struct feeds *my = (struct feeds *)self;

    async (self) {
        if (my->size == 0)
            stream_reader_feed_eof(&reader);
        else
            stream_reader_feed_data(&reader, pattern(my->size), my->size);
    }
}

START_TEST(read_and_watch)
{
    static struct handle watcher;

    handle_init(&watcher, journal_write, "news;");
    feed("a");
    expect_true(!stream_reader_is_quiet(&reader), "with something to read it is not quiet");
    read_now(SOME(9));
    expect_true(stream_reader_is_quiet(&reader), "when all was read it is quiet");
    stream_reader_set_watcher(&reader, &watcher);
    expect_str(turns(2), "waits", "a watcher is called when something comes, not before");
    task_release(loop_create_task(&loop, coro(feeds, .size = 1)));
    expect_str(turns(2), "news;", "a watcher is called when something comes");
    task_release(loop_create_task(&loop, coro(feeds, .size = 0)));
    expect_str(turns(2), "news;", "the end is something, too");
    task_release(loop_create_task(&loop, coro(feeds, .size = 1)));
    turns(1);
    stream_reader_set_watcher(&reader, NULL);
    expect_str(turns(1), "waits", "a call that is queued can be taken back");
}
END_TEST

void add_read(Suite *suite)
{
    TCase *tests = reader_exercise(suite, "11.2 read", 4, "How much is enough");

    tcase_add_test(tests, read_what_is_there);
    tcase_add_test(tests, read_nothing);
    tcase_add_test(tests, read_at_the_end);
    tcase_add_test(tests, read_before_the_end);
    tcase_add_test(tests, read_when_the_end_comes);
    tcase_add_test(tests, read_to_the_end);
    tcase_add_test(tests, read_exactly);
    tcase_add_test(tests, read_exactly_what_is_left);
    tcase_add_test(tests, read_exactly_in_vain);
    tcase_add_test(tests, read_exactly_until_the_end_comes);
    tcase_add_test(tests, read_more_than_the_limit);
    tcase_add_test(tests, read_and_feed_nothing);
    tcase_add_test(tests, read_what_was_shown);
    tcase_add_test(tests, read_an_error);
    tcase_add_test(tests, read_what_came_before);
    tcase_add_test(tests, read_is_cancelled);
    tcase_add_test(tests, read_is_cancelled_when_they_came);
    tcase_add_test(tests, read_by_two);
    tcase_add_test(tests, read_without_a_limit);
    tcase_add_test(tests, read_and_pause);
    tcase_add_test(tests, read_wants_more_than_that);
    tcase_add_test(tests, read_and_more_comes);
    tcase_add_test(tests, read_in_all_sizes);
    tcase_add_test(tests, read_without_memory);
    tcase_add_test(tests, read_gives_memory_back);
    tcase_add_test(tests, read_of_a_destroyed_reader);
    tcase_add_test(tests, read_outside_of_a_task);
    tcase_add_test(tests, read_and_put_back);
    tcase_add_test(tests, read_and_watch);
}
