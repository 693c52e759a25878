/*
 * Chapter 11: connecting.
 *
 * SV1 (the beginning), SV10 (each address in turn), SV11 (ready-made sockets).
 */
#include "stream_tests.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char port[16];
static const char *host = "127.0.0.1";

static struct coro *connects(void)
{
    return asyncio_open_connection(host, port);
}

static void start(void)
{
    start_tcp_server();
    host = "127.0.0.1";
    snprintf(port, sizeof port, "%d", server_port(&server));
}

/* A port on which nobody listens. */
static void no_server(void)
{
    start();
    server_close(&server);
}

static void expect_echo(struct stream *connected)
{
    struct task *task;

    stream = connected;
    stream_writer_write(&stream->writer, "hello\n", 6);
    task = reads_stream(stream_reader_readline(&stream->reader));
    while (!task_done(task))
        expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    expect_true(strstr(journal_text(), "[hello/]") != NULL, "a connection can be written and read");
    stream_release(stream);
    turns(3);
}

START_TEST(connect_to_a_server) /* SV1 */
{
    start();
    expect_error(run(connects), 0, "a connection can be opened");
    expect_echo(result.pointer);
}
END_TEST

START_TEST(connect_and_ask)
{
    char peername[SOCKET_NAME_SIZE], sockname[SOCKET_NAME_SIZE], expected[SOCKET_NAME_SIZE];
    struct stream_writer *writer;

    start();
    expect_error(run(connects), 0, "a connection can be opened");
    writer = &((struct stream *)result.pointer)->writer;
    expect_error(stream_writer_get_peername(writer, peername, sizeof peername), 0, "it has names");
    expect_error(stream_writer_get_sockname(writer, sockname, sizeof sockname), 0, "it has names");
    snprintf(expected, sizeof expected, "127.0.0.1:%s", port);
    expect_str(peername, expected, "the name of the other side is its address and its port");
    expect_true(strncmp(sockname, "127.0.0.1:", 10) == 0 && strcmp(sockname, peername) != 0,
                "the name of this side is another port");
    stream_release(result.pointer);
}
END_TEST

START_TEST(connect_in_vain) /* SV10 */
{
    int before;

    no_server();
    before = next_fd();
    expect_error(run(connects), ECONNREFUSED, "the error of the system comes out");
    expect_int(next_fd(), before, "after an error no socket is left open");
}
END_TEST

START_TEST(connect_to_the_next) /* SV10 */
{
    start();
    host = NULL; /* ::1 and 127.0.0.1, on most machines */
    expect_error(run(connects), 0, "if one address fails, the next one is tried");
    expect_echo(result.pointer);
}
END_TEST

START_TEST(connect_nowhere) /* SV10 */
{
    no_server();
    host = NULL;
    expect_error(run(connects), ECONNREFUSED, "if all addresses fail, the last error comes out");
}
END_TEST

START_TEST(connect_to_no_service) /* SV10 */
{
    start();
    strcpy(port, "no such service");
    expect_error(run(connects), EHOSTUNREACH, "what is not known can't be reached");
}
END_TEST

START_TEST(connect_without_sockets) /* SV10; _i: the error */
{
    static const int errors[] = {EMFILE, ENFILE, ENOBUFS};

    if (!fault_supported())
        return;
    start();
    fault_inject("socket", errors[_i], 1, 0);
    expect_error(run(connects), errors[_i], "without descriptors that is the error");
}
END_TEST

START_TEST(connect_without_memory) /* _i: which allocation fails */
{
    int error, before = next_fd();
    struct task *task;

    if (!fault_supported())
        return;
    start();
    fault_inject("malloc", ENOMEM, _i, 1);
    error = run(connects);
    fault_clear();
    if (error == 0)
        stream_release(result.pointer);
    else
        expect_error(error, ENOMEM, "without memory that is the error");
    server_close(&server);
    task = waits("", server_wait_closed(&server));
    while (!task_done(task))
        expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    expect_int(next_fd(), before, "after an error no socket is left open");
}
END_TEST

/* Makes what nobody awaits. */
static struct coro *drops(void)
{
    coro_drop(asyncio_open_connection("127.0.0.1", port));
    coro_drop(asyncio_open_connection_socket(dup(0)));
    coro_drop(asyncio_start_server_socket(&server, serve, NULL, dup(0)));
    coro_drop(asyncio_start_server(&server, serve, NULL, "127.0.0.1", "0"));
    return asyncio_sleep(0);
}

START_TEST(connect_never)
{
    int before;

    no_server();
    before = next_fd();
    expect_error(run(drops), 0, "what was never awaited can be dropped");
    expect_int(next_fd(), before, "what was never awaited leaves no socket open");
}
END_TEST

START_TEST(connect_by_name)
{
    start();
    host = "localhost";
    expect_error(run(connects), 0, "a name is looked up");
    expect_echo(result.pointer);
}
END_TEST

/* ---- Unix sockets, and ready-made ones ------------------------------------------------------- */

static struct coro *connects_unix(void)
{
    return asyncio_open_unix_connection(socket_path());
}

static struct coro *connects_far(void)
{
    static char far[300];

    memset(far, 'x', sizeof far - 1);
    return asyncio_open_unix_connection(far);
}

START_TEST(connect_to_a_path)
{
    expect_error(run(connects_unix), ENOENT, "nobody is there");
    expect_error(run(connects_far), ENAMETOOLONG, "a path that is too long is refused");
    start_server();
    expect_error(run(connects_unix), 0, "it can be found there");
    expect_echo(result.pointer);
}
END_TEST

static int ready_made;

static struct coro *connects_ready_made(void)
{
    return asyncio_open_connection_socket(ready_made);
}

START_TEST(connect_by_a_socket) /* SV11 */
{
    start_server();
    ready_made = dup(client(""));
    expect_error(run(connects_ready_made), 0, "a socket that is connected can be a stream");
    expect_echo(result.pointer);
}
END_TEST

START_TEST(connect_by_no_stream) /* SV11 */
{
    int before = next_fd();

    ready_made = socket(AF_INET, SOCK_DGRAM, 0);
    expect_error(run(connects_ready_made), EINVAL, "a datagram socket is refused");
    expect_int(next_fd(), before, "a socket that is refused is closed");
    ready_made = -1;
    expect_error(run(connects_ready_made), EBADF, "what is no descriptor is refused");
}
END_TEST

void add_connecting(TCase *tests)
{
    tcase_add_test(tests, connect_to_a_server);
    tcase_add_test(tests, connect_and_ask);
    tcase_add_test(tests, connect_in_vain);
    tcase_add_test(tests, connect_to_the_next);
    tcase_add_test(tests, connect_nowhere);
    tcase_add_test(tests, connect_to_no_service);
    tcase_add_loop_test(tests, connect_without_sockets, 0, 3);
    tcase_add_loop_test(tests, connect_without_memory, 1, 9);
    tcase_add_test(tests, connect_never);
    tcase_add_test(tests, connect_by_name);
    tcase_add_test(tests, connect_to_a_path);
    tcase_add_test(tests, connect_by_a_socket);
    tcase_add_test(tests, connect_by_no_stream);
}
