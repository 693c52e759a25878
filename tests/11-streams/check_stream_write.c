/*
 * Chapter 11: writing.
 *
 * SW1 (at once, the rest later), SW2 (nothing), SW10 (told by the loop), SW11 (after the end), SW12 (after
 * write_eof).
 */
#include "stream_tests.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "sockets.h"

#define WRITER (&stream->writer)

static int write_text(const char *text)
{
    return stream_writer_write(WRITER, text, strlen(text));
}

static bool is_watched(void)
{
    return stream->fd >= 0 && (size_t)stream->fd < loop.watch_capacity &&
           loop.watches[stream->fd].writer != NULL;
}

/* ---- 11.4 stream_writer_write --------------------------------------------------------------- */

START_TEST(write_at_once) /* SW1 */
{
    expect_error(write_text("hello"), 0, "a write goes well");
    expect_str(peer_gets(), "hello",
               "with nothing unsent a write sends at once, in the call itself");
    expect_true(!is_watched(), "when all was sent there is nothing to watch for");
    expect_ptr(stream->writer.unsent, NULL, "what was sent needs no memory");
}
END_TEST

START_TEST(write_with_one_call) /* SW1 */
{
    if (!fault_supported())
        return;
    int sends = fault_calls("send"), mallocs = fault_calls("malloc");

    write_text("hello");
    expect_int(fault_calls("send") - sends, 1, "what the kernel takes costs one send");
    expect_int(fault_calls("malloc") - mallocs, 0, "what the kernel takes costs no memory");
}
END_TEST

START_TEST(write_nothing) /* SW2 */
{
    if (!fault_supported())
        return;
    expect_error(stream_writer_write(WRITER, "", 0), 0, "to write nothing is fine");
    expect_int(fault_calls("send"), 0, "to write nothing does nothing");
}
END_TEST

START_TEST(write_keeps_the_rest) /* SW1 */
{
    size_t size = 1 << 20;

    expect_error(stream_writer_write(WRITER, pattern(size), size), 0, "a long write goes well");
    expect_true(stream_writer_get_size(WRITER) > 0 && stream_writer_get_size(WRITER) < size,
                "what the kernel does not take is kept, and no more than that");
    expect_true(is_watched(), "while something is unsent, the loop watches for room");
    expect_int(peer_takes() + stream_writer_get_size(WRITER), size,
               "each byte is sent or kept, once");
}
END_TEST

//! [order]
START_TEST(write_in_order) /* SW1; _i: how much the kernel takes at once */
{
    if (!fault_supported())
        return;
    fault_shorten("send", 3);
    stream_writer_write(WRITER, pattern(100), 5);
    expect_int(stream_writer_get_size(WRITER), 2,
               "one send for a write, and what it did not take is kept");
    fault_shorten("send", 0);
    stream_writer_write(WRITER, pattern(100) + 5, 20);
    expect_int(stream_writer_get_size(WRITER), 22, "with something unsent all waits behind it");
    stream_writer_write(WRITER, pattern(100) + 25, 75);
    turns(2);
    expect_int(peer_takes(), 100, "all arrives");
}
END_TEST
//! [order]

START_TEST(write_without_room) /* SW1; _i: the error */
{
    static const int errors[] = {EAGAIN, EWOULDBLOCK};

    if (!fault_supported())
        return;
    fault_inject("send", errors[_i], 1, 1);
    expect_error(write_text("hello"), 0, "no room is no error");
    expect_int(stream_writer_get_size(WRITER), 5, "without room all is kept");
    expect_true(is_watched(), "while something is unsent, the loop watches for room");
    turns(2);
    expect_str(peer_gets(), "hello", "it is sent when there is room");
}
END_TEST

START_TEST(write_interrupted) /* SW1; it may be kept, or tried again at once */
{
    if (!fault_supported())
        return;
    fault_inject("send", EINTR, 1, 1);
    expect_error(write_text("hello"), 0, "a signal in the middle of send() is no error: EINTR");
    expect_true(
        !stream_writer_is_closing(WRITER),
        "a signal in the middle of send() is not the end of the connection: EINTR says that "
        "nothing was sent yet");
    turns(2);
    expect_str(peer_gets(), "hello", "what a signal kept from being sent is sent all the same");
}
END_TEST

START_TEST(write_of_an_array_that_changes) /* SW1 */
{
    char text[] = "hello";

    if (!fault_supported())
        return;
    fault_inject("send", EAGAIN, 1, 1);
    stream_writer_write(WRITER, text, 5);
    memset(text, 'x', 5);
    turns(2);
    expect_str(peer_gets(), "hello", "what is kept is a copy");
}
END_TEST

START_TEST(write_in_vain) /* SW10, SW11 */
{
    waits("closed", stream_writer_wait_closed(WRITER));
    turns(1);
    close(peer);
    expect_error(write_text("hello"), 0,
                 "an error of the connection is told by that, not by write");
    expect_true(stream_writer_is_closing(WRITER), "an error is the end of the connection");
    expect_int(stream_writer_get_size(WRITER), 0, "after an error of send nothing is kept");
    expect_true(stream_writer_get_fd(WRITER) >= 0,
                "that it is lost is told by the loop, not in write");
    expect_error(write_text("hello"), 0, "what is written after the end is dropped in silence");
    expect_str(turns(3), "closed[EPIPE]", "that the connection is lost is told, with the error");
    expect_error(write_text("hello"), 0, "what is written after the end is dropped in silence");
    peer = dup(0);
}
END_TEST

START_TEST(write_to_one_who_has_left)
{
    peer_sends("bye");
    close(peer);
    write_text("hello");
    turns(3);
    reads_stream(stream_reader_read(&stream->reader, 9));
    expect_str(turns(1), "!EPIPE", "a read is told that the connection is lost");
    expect_true(stream_reader_forgive(&stream->reader),
                "what came before the connection was lost is not lost with it");
    reads_stream(stream_reader_read(&stream->reader, 9));
    expect_str(turns(1), "[bye]", "what came before the connection was lost can be read");
    peer = dup(0);
}
END_TEST

START_TEST(write_and_drain_in_vain) /* SW6 */
{
    close(peer);
    write_text("hello");
    waits("drain", stream_writer_drain(WRITER));
    expect_str(turns(4), "drain[EPIPE]", "drain raises the error of the connection");
    waits("drain", stream_writer_drain(WRITER));
    expect_str(turns(1), "drain[EPIPE]", "drain raises the error of the connection, at once");
    peer = dup(0);
}
END_TEST

START_TEST(write_after_a_close) /* SW11 */
{
    if (!fault_supported())
        return;
    stream->closing = true; /* as after stream_writer_close(), but that is another exercise */
    expect_error(write_text("hello"), 0, "what is written after a close is dropped in silence");
    expect_int(fault_calls("send"), 0, "what is written after a close is dropped in silence");
}
END_TEST

START_TEST(write_after_the_end) /* SW12 */
{
    write_text("bye");
    stream_writer_write_eof(WRITER);
    expect_error(write_text("hello"), EPIPE, "after write_eof a write is refused");
    expect_str(peer_gets(), "bye", "what was written before it is sent");
    expect_str(peer_gets(), "end", "the other side sees the end");
}
END_TEST

START_TEST(write_without_memory)
{
    if (!fault_supported())
        return;
    waits("closed", stream_writer_wait_closed(WRITER));
    turns(1);
    fault_inject("send", EAGAIN, 1, 1);
    fault_inject("malloc", ENOMEM, 1, 1);
    expect_error(write_text("hello"), ENOMEM, "what can't be kept is an error");
    expect_str(turns(3), "closed[ENOMEM]", "part of it may be sent: the connection is lost");
}
END_TEST

START_TEST(write_unwatched)
{
    if (!fault_supported())
        return;
    loop_remove_reader(&loop, stream->fd);
    virtual_takes_over(&loop);
    virtual_fail_register(ENOMEM);
    fault_inject("send", EAGAIN, 1, 1);
    expect_error(write_text("hello"), ENOMEM, "if nobody can watch for room, that is an error");
    expect_true(stream_writer_is_closing(WRITER), "if nobody can watch for room, nothing is sent");
}
END_TEST

START_TEST(write_high_water) /* SW3, SW4 */
{
    if (!fault_supported())
        return;
    expect_error(stream_writer_set_limits(WRITER, 4, 5), EINVAL, "a low mark above the high one");
    expect_error(stream_writer_set_limits(WRITER, 4, 0), 0, "the marks can be set");
    fault_inject("send", EAGAIN, 1, 0);
    write_text("1234");
    waits("drain", stream_writer_drain(WRITER));
    expect_str(once(), "drain[0]", "up to the high mark drain does not wait");
    write_text("5");
    waits("drain", stream_writer_drain(WRITER));
    expect_str(once(), "waits", "above the high mark drain waits");
}
END_TEST

START_TEST(write_to_a_pipe)
{
    struct stream *pipe_stream;
    sigset_t pending;
    int fds[2], error;

    expect_int(pipe(fds), 0, "there are pipes");
    socket_set_up(fds[0]);
    socket_set_up(fds[1]);
    pipe_stream = stream_new(&loop, fds[1], STREAM_LIMIT, &error);
    expect_true(pipe_stream != NULL, "a pipe's end can be a stream");
    close(peer);
    peer = fds[0];
    expect_error(stream_writer_write(&pipe_stream->writer, "hello", 5), 0, "a pipe can be written");
    expect_str(peer_gets(), "hello", "a pipe can be written");
    close(peer);
    expect_error(stream_writer_write(&pipe_stream->writer, "hello", 5), 0,
                 "a pipe that nobody reads is no signal");
    expect_true(stream_writer_is_closing(&pipe_stream->writer), "it is an error of the connection");
    expect_error(pipe_stream->error, EPIPE, "it is an error of the connection");
    sigpending(&pending);
    expect_int(sigismember(&pending, SIGPIPE), 0, "no SIGPIPE is left behind");
    stream_release(pipe_stream);
    peer = dup(0);
}
END_TEST

START_TEST(write_lines)
{
    const struct bytes pieces[] = {
        {.data = "one\n", .size = 4}, {.data = "", .size = 0}, {.data = "two\n", .size = 4}};

    expect_error(stream_writer_writelines(WRITER, pieces, 3), 0, "pieces can be written");
    expect_str(peer_gets(), "one\ntwo\n", "pieces are sent one behind the other");
    if (fault_supported())
        expect_int(fault_calls("send"), 1, "small pieces are sent together");
}
END_TEST

START_TEST(write_long_lines)
{
    struct bytes pieces[50];
    size_t size = 0;
    static char copy[500000];

    memcpy(copy, pattern(sizeof copy), sizeof copy);
    for (size_t i = 0; i < 50; i++) {
        pieces[i] = (struct bytes){.data = copy + size, .size = i * i * 7 % 9001};
        size += pieces[i].size;
    }
    expect_error(stream_writer_writelines(WRITER, pieces, 50), 0, "pieces can be written");
    for (size_t taken = 0, waits = 0; taken < size;) {
        ssize_t more = read(peer, copy, sizeof copy);

        if (more < 0)
            turns(1);
        if (more < 0)
            expect_true(++waits < 1000, "all that was written arrives");
        else
            expect_true(is_pattern(copy, (size_t)more, taken), "pieces keep their order");
        taken += more > 0 ? (size_t)more : 0;
    }
}
END_TEST

void add_write(Suite *suite)
{
    TCase *tests =
        stream_exercise(suite, "11.4 stream_writer_write", 5, "Send at once, keep the rest");

    tcase_add_test(tests, write_at_once);
    tcase_add_test(tests, write_with_one_call);
    tcase_add_test(tests, write_nothing);
    tcase_add_test(tests, write_keeps_the_rest);
    tcase_add_test(tests, write_in_order);
    tcase_add_loop_test(tests, write_without_room, 0, 2);
    tcase_add_test(tests, write_interrupted);
    tcase_add_test(tests, write_of_an_array_that_changes);
    tcase_add_test(tests, write_in_vain);
    tcase_add_test(tests, write_to_one_who_has_left);
    tcase_add_test(tests, write_and_drain_in_vain);
    tcase_add_test(tests, write_after_a_close);
    tcase_add_test(tests, write_after_the_end);
    tcase_add_test(tests, write_without_memory);
    tcase_add_test(tests, write_unwatched);
    tcase_add_test(tests, write_high_water);
    tcase_add_test(tests, write_to_a_pipe);
    tcase_add_test(tests, write_lines);
    tcase_add_test(tests, write_long_lines);
}
