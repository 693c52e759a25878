/*
 * Chapter 11: what comes in.
 *
 * SR17, SW15 (pausing and going on), SW14 (the other side ends), SV14 (a reset). And the ends of pipes.
 */
#include "stream_tests.h"

#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "sockets.h"

#define SOME stream_reader_read(&stream->reader, 100)

static bool is_watched(void)
{
    return stream->fd >= 0 && (size_t)stream->fd < loop.watch_capacity &&
           loop.watches[stream->fd].reader != NULL;
}

/* In place of the socket pair: the stream gets one end of a pipe, and `peer` is the other. */
static void use_pipe(bool writes)
{
    int fds[2], error;

    close(peer);
    stream_release(stream);
    turns(3);
    expect_int(pipe(fds), 0, "there are pipes");
    expect_error(socket_set_up(fds[0]), 0, "a pipe can be set up");
    expect_error(socket_set_up(fds[1]), 0, "a pipe can be set up");
    stream = stream_new(&loop, fds[writes], STREAM_LIMIT, &error);
    expect_true(stream != NULL, "a pipe's end can be a stream");
    peer = fds[!writes];
}

/* ---- 11.3 stream_readable ------------------------------------------------------------------- */

START_TEST(readable_bytes)
{
    peer_sends("hello\nwor");
    reads_stream(stream_reader_readline(&stream->reader));
    expect_str(turns(3), "[hello/]", "what comes is fed to the reader");
    reads_stream(stream_reader_readline(&stream->reader));
    expect_str(turns(3), "waits", "without more a read waits");
    peer_sends("ld\n");
    expect_str(turns(3), "[world/]", "what comes is fed to the reader");
}
END_TEST

START_TEST(readable_once)
{
    if (!fault_supported())
        return;
    reads_stream(SOME);
    turns(1);
    peer_sends("hello");
    fault_inject("malloc", ENOMEM, 1000, 1); /* counts from here */
    int before = fault_calls("read");

    turns(5);
    expect_int(fault_calls("read") - before, 1, "what has come costs one read");
}
END_TEST

START_TEST(readable_much) /* SR17 */
{
    size_t size = 300000, got = 0;
    const struct bytes *bytes;

    for (size_t sent = 0; got < size;) {
        if (sent < size) {
            ssize_t more = write(peer, pattern(size) + sent, size - sent);

            sent += more > 0 ? (size_t)more : 0;
        }
        task_release(loop_create_task(&loop, SOME));
        turns(3);
        bytes = stream_reader_partial(&stream->reader);
        expect_true(is_pattern(bytes->data, bytes->size, got),
                    "the bytes come out as they went in");
        got += bytes->size;
    }
    expect_int(got, size, "all that was sent comes");
}
END_TEST

//! [end]
START_TEST(readable_end) /* SW14 */
{
    peer_sends("bye");
    shutdown(peer, SHUT_WR);
    reads_stream(stream_reader_read(&stream->reader, STREAM_TO_END));
    expect_str(all(), "[bye]", "the end of what the other side sends is fed to the reader");
    expect_true(!is_watched(), "at the end nothing is left to read: the descriptor is let go");
    expect_true(!stream_writer_is_closing(&stream->writer),
                "the end of what the other side sends leaves the stream open for writing");
    expect_int(write(stream->fd, "and you", 7), 7, "it can still be written");
    expect_str(peer_gets(), "and you", "the other side may still listen");
}
END_TEST
//! [end]

START_TEST(readable_end_at_once) /* SW14 */
{
    reads_stream(SOME);
    turns(1);
    shutdown(peer, SHUT_WR);
    expect_str(all(), "[]", "the end wakes a read that waits");
}
END_TEST

START_TEST(readable_no_more) /* SW14 */
{
    if (!fault_supported())
        return;
    shutdown(peer, SHUT_WR);
    turns(2);
    int before = fault_calls("read");

    turns(10);
    expect_int(fault_calls("read"), before, "an end that was told is not read again and again");
}
END_TEST

START_TEST(readable_after_all) /* _i: the error */
{
    static const int errors[] = {EAGAIN, EINTR};

    if (!fault_supported())
        return;
    reads_stream(SOME);
    peer_sends("abc");
    fault_inject("read", errors[_i], 1, 1);
    expect_str(once(), "waits", "nothing to read after all, or a signal, is no error");
    expect_true(is_watched(), "nothing to read after all, or a signal, is no end");
    expect_str(turns(3), "[abc]", "the next time it is read");
}
END_TEST

START_TEST(readable_reset) /* SV14, SW7, SW10 */
{
    if (!fault_supported())
        return;
    reads_stream(SOME);
    waits("closed", stream_writer_wait_closed(&stream->writer));
    turns(1);
    peer_sends("abc");
    fault_inject("read", ECONNRESET, 1, 1);
    expect_str(once(), "waits", "that a connection is lost is told by the loop, not in here");
    expect_str(turns(3), "!ECONNRESETclosed[ECONNRESET]",
               "an error is the end of the connection, for whoever waits; nothing is reported");
    expect_int(stream_writer_get_fd(&stream->writer), -1, "the descriptor is closed");
}
END_TEST

START_TEST(readable_without_memory)
{
    if (!fault_supported())
        return;
    reads_stream(SOME);
    turns(1);
    peer_sends("abc");
    fault_inject("malloc", ENOMEM, 1, 0);
    turns(3);
    fault_clear();
    expect_str(journal_text(), "!ENOMEM",
               "without memory the connection is lost, and that is told");
    expect_int(stream_writer_get_fd(&stream->writer), -1, "the descriptor is closed");
}
END_TEST

START_TEST(readable_and_paused) /* SR17, SW15 */
{
    stream_reader_set_limit(&stream->reader, 10);
    peer_sends("0123456789abcdefghij");
    turns(2);
    expect_true(is_watched(), "up to twice the limit it goes on");
    peer_sends("k");
    turns(2);
    expect_true(!is_watched(), "above twice the limit the descriptor is watched no more");
    peer_sends("more");
    expect_int(stream_reader_size(&stream->reader), 21, "what is not watched is not read");
    reads_stream(stream_reader_readexactly(&stream->reader, 25));
    expect_str(turns(4), "[0123456789abcdefghijkmore]", "a read that waits gets it to go on");
    expect_true(is_watched() || stream->reader.paused, "it is watched, unless it is paused again");
}
END_TEST

START_TEST(readable_no_more_after_all) /* SR17 */
{
    stream_reader_set_limit(&stream->reader, 10);
    peer_sends("0123456789abcdefghijk");
    turns(2);
    virtual_takes_over(&loop);
    virtual_fail_register(ENOMEM);
    reads_stream(stream_reader_readexactly(&stream->reader, 25));
    expect_str(turns(4), "!ENOMEM", "if it can't go on, the connection is lost, and that is told");
}
END_TEST

START_TEST(readable_of_a_pipe)
{
    use_pipe(false);
    reads_stream(stream_reader_readline(&stream->reader));
    peer_sends("hello\n");
    expect_str(turns(3), "[hello/]", "a stream can be the reading end of a pipe");
    reads_stream(stream_reader_readline(&stream->reader));
    shutdown(peer, SHUT_WR);
    close(peer);
    expect_str(turns(3), "[]", "it ends when nobody is left to write");
    peer = dup(0);
}
END_TEST

START_TEST(readable_is_a_broken_pipe) /* _i: something is unsent */
{
    if (!fault_supported())
        return;
    use_pipe(true);
    waits("closed", stream_writer_wait_closed(&stream->writer));
    turns(3);
    expect_int(stream_writer_get_fd(&stream->writer) >= 0, 1, "a pipe that can be written is open");
    if (_i != 0) {
        buffer_append(&stream_writer_get_unsent(&stream->writer)->buffer, "abc", 3);
    }
    close(peer);
    expect_str(turns(3), _i != 0 ? "closed[EPIPE]" : "closed[0]",
               "a pipe is lost when nobody is left to read; that is an error if not all was sent");
    peer = dup(0);
}
END_TEST

/* Two sockets that are connected through TCP. */
static void tcp_pair(int fds[2])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listening = socket(AF_INET, SOCK_STREAM, 0);

    bind(listening, (struct sockaddr *)&address, sizeof address);
    listen(listening, 1);
    getsockname(listening, (struct sockaddr *)&address, &size);
    fds[0] = socket(AF_INET, SOCK_STREAM, 0);
    expect_int(connect(fds[0], (struct sockaddr *)&address, sizeof address), 0, "TCP works here");
    fds[1] = accept(listening, NULL, NULL);
    close(listening);
    socket_set_up(fds[0]);
    socket_set_up(fds[1]);
}

START_TEST(readable_real_reset) /* SV14 */
{
    const struct linger at_once = {.l_onoff = 1};
    int fds[2], error;

    tcp_pair(fds);
    close(peer);
    stream_release(stream);
    stream = stream_new(&loop, fds[0], STREAM_LIMIT, &error);
    expect_true(stream != NULL, "a stream can be made");
    reads_stream(SOME);
    turns(2);
    setsockopt(fds[1], SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(fds[1]);
    expect_str(turns(4), "!ECONNRESET", "a reset ends the connection with that error, unreported");
    peer = dup(0);
}
END_TEST

Suite *stream_suite(void)
{
    Suite *suite = suite_create("stream");
    TCase *tests =
        stream_exercise(suite, "11.3 stream_readable", 4, "From the descriptor to the reader");

    tcase_add_test(tests, readable_bytes);
    tcase_add_test(tests, readable_once);
    tcase_add_test(tests, readable_much);
    tcase_add_test(tests, readable_end);
    tcase_add_test(tests, readable_end_at_once);
    tcase_add_test(tests, readable_no_more);
    tcase_add_loop_test(tests, readable_after_all, 0, 2);
    tcase_add_test(tests, readable_reset);
    tcase_add_test(tests, readable_without_memory);
    tcase_add_test(tests, readable_and_paused);
    tcase_add_test(tests, readable_no_more_after_all);
    tcase_add_test(tests, readable_of_a_pipe);
    tcase_add_loop_test(tests, readable_is_a_broken_pipe, 0, 2);
    tcase_add_test(tests, readable_real_reset);
    add_write(suite);
    add_writable(suite);
    add_close(suite);
    return suite;
}
