/*
 * Chapter 11: when there is room again.
 *
 * SW3 (the marks), SW4 (drain does not wait), SW5 (all are woken), SW6, SW7 (drain and errors), SW8, SW12
 * (what comes when all is sent).
 */
#include "stream_tests.h"

#include <string.h>
#include <unistd.h>

#define WRITER (&stream->writer)

/* Keeps SIZE bytes of the pattern unsent; from now on the kernel takes MOST at once. */
static void unsent(size_t size, size_t most)
{
    fault_inject("send", EAGAIN, 1, 1);
    expect_error(stream_writer_write(WRITER, pattern(size), size), 0, "a write goes well");
    expect_int(stream_writer_get_size(WRITER), size, "without room all is kept");
    fault_shorten("send", most);
}

/* SIZE bytes more, when there is no room. */
static void write_more(size_t size)
{
    expect_error(stream_writer_write(WRITER, pattern(size), size), 0, "a write goes well");
}

static struct task *drains(const char *name)
{
    return waits(name, stream_writer_drain(WRITER));
}

static bool is_watched(void)
{
    return stream->fd >= 0 && (size_t)stream->fd < loop.watch_capacity &&
           loop.watches[stream->fd].writer != NULL;
}

/* ---- 11.5 stream_writable ------------------------------------------------------------------- */

START_TEST(writable_sends_the_rest) /* SW1 */
{
    if (!fault_supported())
        return;
    unsent(100, 30);
    turns(1);
    expect_int(stream_writer_get_size(WRITER), 70,
               "what is unsent is kept, and what was sent is not");
    turns(4);
    expect_int(peer_takes(), 100, "all is sent, piece by piece");
    expect_true(!is_watched(), "when all is sent there is nothing to watch for");
    expect_ptr(stream->writer.unsent, NULL, "when all is sent, no memory is kept");
}
END_TEST

START_TEST(writable_sends_much) /* SW1, SW3 */
{
    size_t size = 3 << 20, taken = 0, waits_for_more = 0;

    stream_writer_write(WRITER, pattern(size), size);
    drains("drain");
    while (taken < size) {
        static char data[65536];
        ssize_t more = read(peer, data, sizeof data);

        turns(1);
        if (more <= 0) {
            expect_true(++waits_for_more < 1000, "all that was written arrives");
            continue;
        }
        expect_true(is_pattern(data, (size_t)more, taken), "the bytes arrive in their order");
        taken += (size_t)more;
    }
    turns(3);
    expect_true(!stream->paused, "when all is sent, nobody need wait to drain");
}
END_TEST

//! [marks]
START_TEST(writable_low_water) /* SW3 */
{
    if (!fault_supported())
        return;
    stream_writer_set_limits(WRITER, 20, 10);
    unsent(36, 5);
    drains("drain");
    expect_str(turns(3), "waits", "above the high mark drain waits");
    expect_int(stream_writer_get_size(WRITER), 21, "the kernel takes five bytes at once");
    expect_str(turns(2), "waits", "between the marks those who drain still wait");
    expect_int(stream_writer_get_size(WRITER), 11, "the kernel takes five bytes at once");
    expect_str(turns(2), "drain[0]", "at the low mark, or below, those who drain go on");
    turns(1);
    expect_int(stream_writer_get_size(WRITER), 0, "all is sent");
}
END_TEST
//! [marks]

START_TEST(writable_exactly_low_water) /* SW3 */
{
    if (!fault_supported())
        return;
    stream_writer_set_limits(WRITER, 20, 10);
    unsent(30, 10);
    drains("drain");
    turns(2);
    expect_int(stream_writer_get_size(WRITER), 10, "the kernel takes ten bytes at once");
    fault_inject("send", EAGAIN, 1, 0);
    expect_str(once(), "drain[0]", "exactly at the low mark those who drain go on");
}
END_TEST

START_TEST(writable_both_at_once) /* SW3 */
{
    if (!fault_supported())
        return;
    stream_writer_set_limits(WRITER, 20, 10);
    unsent(30, 0);
    drains("drain");
    turns(1);
    expect_true(!is_watched(),
                "the low mark may be reached and all be sent in one go: both things follow");
    expect_str(turns(1), "drain[0]", "those who drain go on when all is sent");
}
END_TEST

START_TEST(writable_between_the_marks) /* SW3 */
{
    if (!fault_supported())
        return;
    stream_writer_set_limits(WRITER, 20, 10);
    unsent(30, 21);
    turns(1);
    fault_inject("send", EAGAIN, 1, 0);
    expect_int(stream_writer_get_size(WRITER), 9, "the kernel takes 21 bytes at once");
    drains("drain");
    expect_str(once(), "drain[0]", "below the low mark drain does not wait, with something unsent");
    write_more(11);
    drains("drain");
    expect_str(once(), "drain[0]", "it does not wait before the high mark is passed again");
    write_more(1);
    drains("drain");
    expect_str(once(), "waits", "above the high mark it waits again");
}
END_TEST

START_TEST(writable_marks_are_moved) /* SW3 */
{
    if (!fault_supported())
        return;
    stream_writer_set_limits(WRITER, 20, 10);
    unsent(30, 5);
    drains("drain");
    turns(1);
    stream_writer_set_limits(WRITER, 100, 50);
    expect_str(turns(2), "drain[0]",
               "if the low mark was raised above what is unsent, those who drain go on");
}
END_TEST

START_TEST(writable_by_default) /* SW3 */
{
    size_t high, low;

    stream_writer_get_limits(WRITER, &high, &low);
    expect_int(high, 65536, "drain waits above 64 KiB");
    expect_int(low, 16384, "it goes on at a quarter of that");
    stream_writer_set_limits(WRITER, 20, 10);
    stream_writer_get_limits(WRITER, &high, &low);
    expect_int(high, 20, "the marks are those that were set");
    expect_int(low, 10, "the marks are those that were set");
    stream_writer_set_limits(WRITER, STREAM_HIGH_WATER, STREAM_LOW_WATER);
    expect_ptr(stream->writer.unsent, NULL, "the usual marks need no memory");
}
END_TEST

START_TEST(writable_without_memory) /* SW3 */
{
    size_t high, low;

    if (!fault_supported())
        return;
    coro_free_memory(); /* so that they have to be allocated */
    fault_inject("malloc", ENOMEM, 1, 1);
    expect_error(stream_writer_set_limits(WRITER, 20, 10), ENOMEM, "without memory no other marks");
    fault_clear();
    stream_writer_get_limits(WRITER, &high, &low);
    expect_int(high, 65536, "the marks are as they were");
    expect_int(low, 16384, "the marks are as they were");
}
END_TEST

START_TEST(writable_wakes_all) /* SW5 */
{
    if (!fault_supported())
        return;
    stream_writer_set_limits(WRITER, 20, 0);
    unsent(30, 0);
    drains("a");
    drains("b");
    drains("c");
    expect_str(once(), "waits", "above the high mark drain waits");
    expect_str(turns(2), "a[0]b[0]c[0]", "all who drain go on, in the order in which they came");
}
END_TEST

START_TEST(writable_again_and_again) /* SW3 */
{
    if (!fault_supported())
        return;
    stream_writer_set_limits(WRITER, 20, 5);
    for (int i = 0; i < 3; i++) {
        unsent(30, 0);
        drains("drain");
        expect_str(once(), "waits", "above the high mark drain waits, each time");
        expect_str(turns(2), "drain[0]", "at the low mark those who drain go on, each time");
        peer_takes();
    }
}
END_TEST

START_TEST(writable_not_paused) /* SW4 */
{
    if (!fault_supported())
        return;
    unsent(100, 1);
    drains("drain");
    expect_str(once(), "drain[0]", "below the high mark drain does not wait, nor give up its turn");
}
END_TEST

START_TEST(writable_cancelled) /* SW5 */
{
    struct task *task;

    if (!fault_supported())
        return;
    stream_writer_set_limits(WRITER, 20, 0);
    unsent(30, 1);
    task = drains("a");
    drains("b");
    turns(1);
    expect_str(cancel(task), "a[ECANCELED]", "a drain can be cancelled");
    fault_shorten("send", 0);
    expect_str(turns(3), "b[0]", "another one that waits is still woken");
}
END_TEST

START_TEST(writable_after_all) /* _i: the error */
{
    static const int errors[] = {EAGAIN, EINTR};

    if (!fault_supported())
        return;
    unsent(10, 0);
    fault_inject("send", errors[_i], 1, 1);
    turns(1);
    expect_int(stream_writer_get_size(WRITER), 10, "no room after all, or a signal, is no error");
    turns(1);
    expect_int(peer_takes(), 10, "it is sent the next time");
}
END_TEST

START_TEST(writable_fails) /* SW7, SW10 */
{
    if (!fault_supported())
        return;
    stream_writer_set_limits(WRITER, 5, 0);
    unsent(10, 0);
    drains("drain");
    waits("closed", stream_writer_wait_closed(WRITER));
    fault_inject("send", EPIPE, 1, 1);
    expect_str(once(), "waits", "that a connection is lost is told by the loop, not in here");
    expect_str(turns(3), "drain[EPIPE]closed[EPIPE]",
               "a drain that waits when the connection breaks fails with its error");
}
END_TEST

START_TEST(writable_aborted) /* SW6, SW9 */
{
    if (!fault_supported())
        return;
    stream_writer_set_limits(WRITER, 5, 0);
    unsent(10, 1);
    drains("drain");
    turns(1);
    stream_writer_abort(WRITER);
    expect_str(turns(3), "drain[ECONNRESET]", "a drain fails when the connection is over");
    expect_true(strlen(peer_gets()) < 3, "an abort drops what is unsent");
}
END_TEST

START_TEST(writable_and_closed) /* SW8 */
{
    if (!fault_supported())
        return;
    unsent(100, 30);
    stream->closing = true; /* as after stream_writer_close(), but that is another exercise */
    waits("closed", stream_writer_wait_closed(WRITER));
    expect_str(turns(2), "waits", "it is closed when all is sent, not before");
    expect_str(turns(5), "closed[0]", "when all is sent it is closed");
    expect_int(peer_takes(), 100, "what was unsent at the close is sent");
}
END_TEST

START_TEST(writable_and_ended) /* SW12 */
{
    if (!fault_supported())
        return;
    unsent(100, 30);
    stream_writer_write_eof(WRITER);
    stream_writer_write_eof(WRITER);
    turns(5);
    expect_int(peer_takes(), 100, "what was unsent at write_eof is sent");
    expect_str(peer_gets(), "end", "then the other side sees the end");
    peer_sends("still here");
    reads_stream(stream_reader_read(&stream->reader, 100));
    expect_str(turns(3), "[still here]", "reading goes on behind write_eof");
}
END_TEST

/* Writes and drains for ever. */
struct writes {
    struct coro coro;
    int times;
};

static void writes(struct coro *self)
{
    struct writes *my = (struct writes *)self;

    async (self) {
        for (;; my->times++) {
            stream_writer_write(WRITER, "x", 1);
            await(stream_writer_drain(WRITER));
        }
    }
}

START_TEST(writable_loop_ends) /* SW6 */
{
    struct task *task;

    stream_writer_close(WRITER);
    task = loop_create_task(&loop, coro(writes));
    turns(4);
    expect_true(task_done(task), "a loop of write and drain ends when the connection is closed");
    task_cancel(task);
    task_release(task);
}
END_TEST

void add_writable(Suite *suite)
{
    TCase *tests = stream_exercise(suite, "11.5 stream_writable", 5, "High water, low water");

    tcase_add_test(tests, writable_sends_the_rest);
    tcase_add_test(tests, writable_sends_much);
    tcase_add_test(tests, writable_low_water);
    tcase_add_test(tests, writable_exactly_low_water);
    tcase_add_test(tests, writable_both_at_once);
    tcase_add_test(tests, writable_between_the_marks);
    tcase_add_test(tests, writable_marks_are_moved);
    tcase_add_test(tests, writable_by_default);
    tcase_add_test(tests, writable_without_memory);
    tcase_add_test(tests, writable_wakes_all);
    tcase_add_test(tests, writable_again_and_again);
    tcase_add_test(tests, writable_not_paused);
    tcase_add_test(tests, writable_cancelled);
    tcase_add_loop_test(tests, writable_after_all, 0, 2);
    tcase_add_test(tests, writable_fails);
    tcase_add_test(tests, writable_aborted);
    tcase_add_test(tests, writable_and_closed);
    tcase_add_test(tests, writable_and_ended);
    tcase_add_test(tests, writable_loop_ends);
}
