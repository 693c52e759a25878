/*
 * Chapter 11: the end of a connection, and of its stream.
 *
 * SW8 (close), SW9 (abort), SW10 (told by the loop), SW13 (wait_closed).
 */
#include "stream_tests.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "sockets.h"

#define WRITER (&stream->writer)

/* ---- 11.6 stream_writer_close --------------------------------------------------------------- */

START_TEST(close_by_the_loop) /* SW8, SW10 */
{
    int fd = stream_writer_get_fd(WRITER);

    stream_writer_close(WRITER);
    expect_true(stream_writer_is_closing(WRITER), "after a close the stream is closing");
    expect_true(fcntl(fd, F_GETFD) != -1, "it is closed by a callback of the loop, not in close");
    expect_true(loop.watches[fd].reader == NULL, "after a close nothing is read any more");
    expect_error(stream_writer_write(WRITER, "x", 1), 0,
                 "what is written after a close is dropped in silence");
    turns(1);
    expect_str(peer_gets(), "end", "with nothing unsent it is closed in the next iteration");
    expect_int(stream_writer_get_fd(WRITER), -1, "with nothing unsent it is closed");
}
END_TEST

START_TEST(close_and_wait) /* SW13 */
{
    waits("before", stream_writer_wait_closed(WRITER));
    expect_str(once(), "waits", "wait_closed waits for a close");
    stream_writer_close(WRITER);
    expect_str(turns(3), "before[0]", "wait_closed ends when it is closed, without an error");
    waits("behind", stream_writer_wait_closed(WRITER));
    expect_str(once(), "behind[0]", "wait_closed of a stream that is closed does not wait");
    reads_stream(stream_reader_read(&stream->reader, 9));
    expect_str(once(), "[]", "a stream that was closed is at its end");
}
END_TEST

START_TEST(close_not_awaited_any_more) /* SW13 */
{
    struct task *task = waits("closed", stream_writer_wait_closed(WRITER));

    expect_str(once(), "waits", "wait_closed waits for a close");
    expect_str(cancel(task), "closed[ECANCELED]", "wait_closed can be cancelled");
    expect_ptr(stream->writer.unsent, NULL, "when nobody waits any more, no memory is kept");
    stream_writer_close(WRITER);
    turns(2);
    expect_int(stream_writer_get_fd(WRITER), -1, "it can still be closed");
}
END_TEST

START_TEST(close_awaited_without_memory) /* SW13 */
{
    if (!fault_supported())
        return;
    waits("closed", stream_writer_wait_closed(WRITER));
    coro_free_memory(); /* so that it has to be allocated */
    fault_inject("malloc", ENOMEM, 1, 1);
    expect_str(turns(2), "closed[ENOMEM]", "without memory to wait in, that is the error");
    fault_clear();
}
END_TEST

START_TEST(close_wakes_a_read) /* SW13 */
{
    reads_stream(stream_reader_readline(&stream->reader));
    turns(1);
    stream_writer_close(WRITER);
    expect_str(turns(3), "[]", "a read that waits ends when the stream is closed");
}
END_TEST

START_TEST(close_wakes_a_read_at_its_end) /* SW8, SW13 */
{
    if (!fault_supported())
        return;
    reads_stream(stream_reader_readline(&stream->reader));
    fault_inject("send", EAGAIN, 1, 2);
    stream_writer_write(WRITER, "bye", 3);
    stream_writer_close(WRITER);
    expect_str(turns(2), "waits", "a read that waits ends when all is sent, not in close");
    expect_str(turns(3), "[]", "a read that waits ends when the stream is closed");
}
END_TEST

START_TEST(close_with_something_unread) /* SW13 */
{
    peer_sends("one\ntwo\n");
    turns(2);
    stream_writer_close(WRITER);
    turns(2);
    reads_stream(stream_reader_readline(&stream->reader));
    expect_str(once(), "[one/]", "what had come before a close can still be read");
}
END_TEST

START_TEST(close_with_more_to_come) /* SW8 */
{
    reads_stream(stream_reader_read(&stream->reader, 9));
    turns(1);
    peer_sends("abc");
    stream_writer_close(WRITER);
    expect_str(turns(3), "[]", "after a close nothing is read any more");
}
END_TEST

START_TEST(close_behind_write_eof) /* SW8, SW12; _i: something is unsent */
{
    if (!fault_supported())
        return;
    if (_i != 0)
        fault_inject("send", EAGAIN, 1, 1);
    stream_writer_write(WRITER, "bye", 3);
    stream_writer_write_eof(WRITER);
    waits("closed", stream_writer_wait_closed(WRITER));
    stream_writer_close(WRITER);
    expect_true(stream_writer_is_closing(WRITER),
                "write_eof ends one side: the stream can still be closed");
    expect_str(turns(5), "closed[0]", "write_eof ends one side: a close ends both");
    expect_str(peer_gets(), "bye", "what was unsent at the close is sent");
}
END_TEST

START_TEST(close_twice) /* SW8 */
{
    stream_writer_close(WRITER);
    stream_writer_close(WRITER);
    turns(1);
    stream_writer_close(WRITER);
    expect_true(ready_is_empty(&loop.ready), "to close again does nothing");
    expect_str(peer_gets(), "end", "it is closed");
}
END_TEST

//! [unsent]
START_TEST(close_with_something_unsent) /* SW8 */
{
    if (!fault_supported())
        return;
    waits("closed", stream_writer_wait_closed(WRITER));
    fault_inject("send", EAGAIN, 1, 3);
    stream_writer_write(WRITER, "bye", 3);
    stream_writer_close(WRITER);
    stream_writer_close(WRITER);
    expect_str(turns(2), "waits", "it is not closed before all is sent");
    expect_true(loop.watches[stream->fd].reader == NULL, "after a close nothing is read any more");
    expect_str(turns(3), "closed[0]", "it is closed when all is sent");
    expect_str(peer_gets(), "bye", "what was unsent at the close is sent");
    expect_str(peer_gets(), "end", "it is closed when all is sent");
}
END_TEST
//! [unsent]

START_TEST(close_in_vain) /* SW13 */
{
    if (!fault_supported())
        return;
    waits("closed", stream_writer_wait_closed(WRITER));
    fault_inject("send", EAGAIN, 1, 1);
    stream_writer_write(WRITER, "bye", 3);
    stream_writer_close(WRITER);
    fault_inject("send", ECONNRESET, 1, 1);
    expect_str(turns(3), "closed[ECONNRESET]", "wait_closed raises the error it was closed for");
}
END_TEST

START_TEST(close_after_an_error) /* SW10 */
{
    waits("closed", stream_writer_wait_closed(WRITER));
    turns(1);
    close(peer);
    stream_writer_write(WRITER, "x", 1);
    stream_writer_close(WRITER);
    stream_writer_abort(WRITER);
    expect_str(turns(3), "closed[EPIPE]", "what is lost is not closed once more: the error stays");
    peer = dup(0);
}
END_TEST

START_TEST(close_by_abort) /* SW9 */
{
    if (!fault_supported())
        return;
    waits("closed", stream_writer_wait_closed(WRITER));
    fault_inject("send", EAGAIN, 1, 0);
    stream_writer_write(WRITER, "bye", 3);
    stream_writer_close(WRITER);
    turns(1);
    stream_writer_abort(WRITER);
    stream_writer_abort(WRITER);
    expect_str(turns(3), "closed[0]", "an abort ends a stream, even one that is closing");
    expect_str(peer_gets(), "end", "an abort drops what is unsent");
}
END_TEST

START_TEST(close_while_others_wait) /* SW13 */
{
    struct task *task = waits("a", stream_writer_wait_closed(WRITER));

    waits("b", stream_writer_wait_closed(WRITER));
    turns(1);
    expect_str(cancel(task), "a[ECANCELED]", "wait_closed can be cancelled");
    stream_writer_close(WRITER);
    expect_str(turns(3), "b[0]", "others still wait");
}
END_TEST

START_TEST(close_by_release)
{
    stream_writer_write(WRITER, "bye", 3);
    stream_release(stream);
    stream = NULL;
    turns(2);
    expect_str(peer_gets(), "bye", "what was written is sent");
    expect_str(peer_gets(), "end", "a stream that nobody owns is closed, and freed");
}
END_TEST

START_TEST(close_by_release_with_something_unsent)
{
    if (!fault_supported())
        return;
    fault_inject("send", EAGAIN, 1, 3);
    stream_writer_write(WRITER, "bye", 3);
    stream_release(stream);
    stream = NULL;
    turns(6);
    expect_str(peer_gets(), "bye", "a stream that nobody owns sends what is unsent");
    expect_str(peer_gets(), "end", "a stream that nobody owns is closed, and freed");
}
END_TEST

START_TEST(close_by_the_last_release)
{
    stream_hold(stream);
    stream_release(stream);
    turns(2);
    expect_true(!stream_writer_is_closing(WRITER), "a stream stays open while somebody owns it");
    stream_writer_close(WRITER);
    turns(2);
    stream_release(stream);
    stream = NULL;
    expect_str(peer_gets(), "end", "a stream that is closed is freed by its last owner");
    stream_release(NULL);
}
END_TEST

START_TEST(close_under_a_read)
{
    reads_stream(stream_reader_readline(&stream->reader));
    turns(1);
    stream_release(stream);
    stream = NULL;
    expect_str(turns(3), "!ECONNRESET", "a read that waits for a stream that is freed fails");
}
END_TEST

START_TEST(close_with_shares)
{
    coro_drop(stream_writer_drain(WRITER));
    coro_drop(stream_writer_wait_closed(WRITER));
    expect_int(stream->owners, 1, "a wait that never began gives its share of the stream back");
    waits("closed", stream_writer_wait_closed(WRITER));
    turns(1);
    stream_writer_close(WRITER);
    stream_release(stream);
    stream = NULL;
    expect_str(turns(3), "closed[0]", "while somebody waits for its end a stream is not freed");
}
END_TEST

START_TEST(close_and_reuse_the_number)
{
    struct stream *other;
    int fds[2], error, fd = stream_writer_get_fd(WRITER);

    stream_writer_close(WRITER);
    turns(1);
    expect_int(next_fd(), fd, "the number is free again");
    expect_int(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0, "there are sockets");
    socket_set_up(fds[0]);
    socket_set_up(fds[1]);
    other = stream_new(&loop, fds[0], STREAM_LIMIT, &error);
    expect_true(other != NULL, "a stream can be made");
    stream_writer_abort(WRITER);
    stream_writer_close(WRITER);
    stream_writer_write(WRITER, "old", 3);
    stream_writer_write_eof(WRITER);
    stream_release(stream);
    stream = NULL;
    expect_int(write(fds[1], "new", 3), 3, "the other end can send");
    turns(2);
    expect_int(stream_reader_size(&other->reader), 3,
               "the next stream with the number is left alone");
    stream_release(other);
    close(fds[1]);
}
END_TEST

START_TEST(close_the_loop) /* _i: something is unsent */
{
    int fd = stream_writer_get_fd(WRITER);

    if (!fault_supported())
        return;
    fault_inject("send", EAGAIN, 1, 1);
    if (_i != 0)
        stream_writer_write(WRITER, "bye", 3);
    loop_close(&loop);
    expect_true(fcntl(fd, F_GETFD) == -1, "a loop that is closed closes its streams");
    expect_error(stream_writer_write(WRITER, "x", 1), 0, "what is written then is dropped");
    stream_writer_close(WRITER);
    stream_release(stream);
    expect_error(loop_init(&loop, NULL), 0, "a loop can be made");
    stream = NULL;
}
END_TEST

START_TEST(close_the_loop_with_some_left)
{
    if (!fault_supported())
        return;
    fault_inject("send", EAGAIN, 1, 1);
    stream_writer_write(WRITER, "bye", 3);
    stream_release(stream); /* it still flushes */
    stream = NULL;
    loop_close(&loop);
    expect_error(loop_init(&loop, NULL), 0, "a loop can be made");
    expect_str(peer_gets(), "end", "a stream that still sends is cut off, and freed");
}
END_TEST

START_TEST(close_what_could_not_be_opened)
{
    int fds[2], error = 0;

    if (!fault_supported())
        return;
    expect_int(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0, "there are sockets");
    fault_inject("malloc", ENOMEM, 1, 0);
    expect_ptr(stream_new(&loop, fds[0], STREAM_LIMIT, &error), NULL, "without memory no stream");
    fault_clear();
    expect_error(error, ENOMEM, "the reason is told");
    expect_ptr(stream_new(&loop, fds[0], 0, &error), NULL, "without a limit no stream");
    expect_error(error, EINVAL, "the reason is told");
    expect_true(fcntl(fds[0], F_GETFD) != -1, "the descriptor is still the caller's");
    close(fds[0]);
    close(fds[1]);
}
END_TEST

START_TEST(close_has_no_names)
{
    char name[SOCKET_NAME_SIZE] = "?";

    expect_error(stream_writer_get_peername(WRITER, name, sizeof name), 0, "it has a name");
    expect_str(name, "", "the name of a socket of a pair is empty");
    stream_writer_close(WRITER);
    turns(1);
    expect_error(stream_writer_get_peername(WRITER, name, sizeof name), EBADF,
                 "what is closed has no name");
    expect_error(stream_writer_get_sockname(WRITER, name, sizeof name), EBADF,
                 "what is closed has no name");
}
END_TEST

void add_close(Suite *suite)
{
    TCase *tests = stream_exercise(suite, "11.6 stream_writer_close", 4, "Closing");

    tcase_add_test(tests, close_by_the_loop);
    tcase_add_test(tests, close_and_wait);
    tcase_add_test(tests, close_not_awaited_any_more);
    tcase_add_test(tests, close_awaited_without_memory);
    tcase_add_test(tests, close_wakes_a_read);
    tcase_add_test(tests, close_with_something_unread);
    tcase_add_test(tests, close_with_more_to_come);
    tcase_add_loop_test(tests, close_behind_write_eof, 0, 2);
    tcase_add_test(tests, close_twice);
    tcase_add_test(tests, close_with_something_unsent);
    tcase_add_test(tests, close_wakes_a_read_at_its_end);
    tcase_add_test(tests, close_in_vain);
    tcase_add_test(tests, close_after_an_error);
    tcase_add_test(tests, close_by_abort);
    tcase_add_test(tests, close_while_others_wait);
    tcase_add_test(tests, close_by_release);
    tcase_add_test(tests, close_by_release_with_something_unsent);
    tcase_add_test(tests, close_by_the_last_release);
    tcase_add_test(tests, close_under_a_read);
    tcase_add_test(tests, close_with_shares);
    tcase_add_test(tests, close_and_reuse_the_number);
    tcase_add_loop_test(tests, close_the_loop, 0, 2);
    tcase_add_test(tests, close_the_loop_with_some_left);
    tcase_add_test(tests, close_what_could_not_be_opened);
    tcase_add_test(tests, close_has_no_names);
}
