/*
 * Chapter 11: the beginning and the end of a server.
 *
 * SV6 (close), SV7 (wait_closed), SV8 (serving), SV9 (serve_forever), SV11 (ready-made sockets), SV12 (a port
 * in use), SV13 (unix sockets).
 */
#include "stream_tests.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* What it is to connect now. */
static int connected(void)
{
    int fd;

    return try_to_connect(&fd);
}

START_TEST(server_closes) /* SV6 */
{
    int fd;

    start_server();
    expect_true(server_is_serving(&server), "a server that was started serves");
    fd = client("");
    turns(4);
    server_close(&server);
    server_close(&server);
    expect_true(!server_is_serving(&server), "a server that is closed does not serve");
    expect_error(connected(), ECONNREFUSED, "a server that is closed takes nobody more");
    send(fd, "hello\n", 6, 0);
    turns(6);
    expect_str(gets_of(fd), "hello\n", "a close leaves open connections alone");
}
END_TEST

START_TEST(server_is_waited_for) /* SV7 */
{
    int fd;

    start_server();
    fd = client("");
    turns(4);
    waits("closed", server_wait_closed(&server));
    expect_str(turns(3), "waits", "wait_closed waits for a close");
    server_close(&server);
    expect_str(turns(3), "waits", "wait_closed waits for the connections that are open");
    shutdown(fd, SHUT_WR);
    expect_str(turns(9), "-closed[0]", "when they are gone, it ends");
    waits("again", server_wait_closed(&server));
    expect_str(turns(2), "again[0]", "when they are gone, it ends at once");
}
END_TEST

START_TEST(server_without_clients) /* SV7 */
{
    start_server();
    waits("closed", server_wait_closed(&server));
    turns(2);
    server_close(&server);
    expect_str(turns(3), "closed[0]", "without connections wait_closed ends with the close");
}
END_TEST

START_TEST(server_waits_for_its_own) /* SV7 */
{
    static struct server other;
    struct task *task;

    start_server();
    client("");
    turns(4);
    other = server;
    server_close(&other);
    start_server();
    task = waits("closed", server_wait_closed(&server));
    server_close(&server);
    expect_str(turns(3), "closed[0]", "a server waits for no client of another one");
    task_cancel(task);
}
END_TEST

START_TEST(server_lets_its_clients_go) /* _i: by closing or aborting */
{
    int one, two;

    start_server();
    one = client("");
    two = client("");
    turns(4);
    waits("closed", server_wait_closed(&server));
    server_close(&server);
    if (_i == 0)
        server_close_clients(&server);
    else
        server_abort_clients(&server);
    expect_true(strstr(turns(9), "closed[0]") != NULL, "wait_closed ends when all are gone");
    expect_str(gets_of(one), "end", "a server can end all its connections");
    expect_str(gets_of(two), "end", "a server can end all its connections");
}
END_TEST

static struct coro *create(void)
{
    return asyncio_create_server(&server, serve, NULL, "127.0.0.1", "0");
}

START_TEST(server_serves_later) /* SV8 */
{
    create_server();
    expect_true(!server_is_serving(&server), "it does not serve before it is told to");
    expect_error(connected(), ECONNREFUSED, "nobody can connect before it serves");
    expect_error(server_start_serving(&server), 0, "it serves when it is told to");
    expect_error(server_start_serving(&server), 0, "to start to serve twice is fine");
    client("");
    expect_str(turns(4), "+", "it serves when it is told to");
    server_close(&server);
    expect_error(server_start_serving(&server), EBADF, "a server that is closed can't serve");
}
END_TEST

START_TEST(server_serves_all_or_nothing) /* SV8 */
{
    int fd;

    create_server();
    fd = server.listening[0].fd;
    server.listening[1] = (struct listening){.fd = -1, .server = &server};
    server.listening_count = 2;
    expect_error(server_start_serving(&server), EBADF, "a socket that can't listen is an error");
    expect_true(!server_is_serving(&server), "after an error it does not serve");
    expect_true((size_t)fd >= loop.watch_capacity || loop.watches[fd].reader == NULL,
                "after an error no client is accepted, on whatever socket");
    server.listening_count = 1;
    expect_error(server_start_serving(&server), 0, "it can be tried again");
    client("");
    expect_str(turns(4), "+", "it serves then");
}
END_TEST

START_TEST(server_serves_forever) /* SV8, SV9 */
{
    struct task *task;

    create_server();
    task = waits("forever", server_serve_forever(&server));
    turns(2);
    client("");
    expect_str(turns(4), "+", "serve_forever begins to serve");
    waits("again", server_serve_forever(&server));
    expect_str(turns(2), "again[EALREADY]", "a second serve_forever is refused");
    task_cancel(task);
    expect_str(turns(2), "forever[ECANCELED]", "serve_forever ends by cancellation");
    expect_error(connected(), ECONNREFUSED, "it closes the server then");
    waits("again", server_serve_forever(&server));
    expect_str(turns(2), "again[EBADF]", "a server that is closed can't serve");
}
END_TEST

START_TEST(server_serves_until_it_is_closed) /* SV9 */
{
    start_server();
    waits("forever", server_serve_forever(&server));
    turns(2);
    server_close(&server);
    expect_str(turns(2), "forever[ECANCELED]", "a close cancels serve_forever");
}
END_TEST

static char taken_port[16];

static struct coro *start_taken(void)
{
    return asyncio_start_server(&server, serve, NULL, "127.0.0.1", taken_port);
}

START_TEST(server_of_a_taken_port) /* SV12 */
{
    struct server first;
    int before;

    start_tcp_server();
    first = server;
    snprintf(taken_port, sizeof taken_port, "%d", server_port(&server));
    before = next_fd();
    expect_error(run(start_taken), EADDRINUSE, "a port that is in use is an error of the system");
    expect_int(next_fd(), before, "after an error no socket is left open");
    for (int i = 0; i < first.listening_count; i++) {
        loop_remove_reader(&loop, first.listening[i].fd);
        close(first.listening[i].fd);
    }
}
END_TEST

START_TEST(server_without_memory) /* _i: which allocation fails */
{
    int before = next_fd();

    if (!fault_supported())
        return;
    fault_inject("malloc", ENOMEM, _i, 1);
    if (run(create) == 0)
        server_close(&server);
    fault_clear();
    expect_int(next_fd(), before, "after an error no socket is left open");
}
END_TEST

static struct coro *start_everywhere(void)
{
    return asyncio_start_server(&server, serve, NULL, NULL, "0");
}

START_TEST(server_on_all_addresses)
{
    expect_error(run(start_everywhere), 0, "a server can listen on all addresses");
    expect_true(server.listening_count >= 1, "it has at least one of them");
}
END_TEST

START_TEST(server_never_awaited)
{
    expect_error(run(create), 0, "a server can be made");
    server_close(&server);
    task_release(loop_create_task(&loop, server_serve_forever(&server)));
    coro_drop(server_wait_closed(&server));
    expect_str(turns(3), "report: EBADF;", "what nobody awaits is reported");
}
END_TEST

START_TEST(server_has_a_name)
{
    char name[SOCKET_NAME_SIZE], expected[SOCKET_NAME_SIZE];

    start_tcp_server();
    snprintf(expected, sizeof expected, "127.0.0.1:%d", server_port(&server));
    expect_error(server_get_sockname(&server, name, sizeof name), 0, "a server has a name");
    expect_str(name, expected, "its name is its address and its port");
    expect_error(server_get_sockname(&server, name, 5), ENOSPC, "a name must have room");
    server_close(&server);
    expect_int(server_port(&server), 0, "a server that is closed has no port");
    expect_error(server_get_sockname(&server, name, sizeof name), EBADF,
                 "a server that is closed has no name");
}
END_TEST

/* ---- Ready-made sockets ---------------------------------------------------------------------- */

static int ready_made;

static struct coro *start_ready_made(void)
{
    return asyncio_start_server_socket(&server, serve, NULL, ready_made);
}

START_TEST(server_on_a_socket) /* SV11 */
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    strcpy(address.sun_path, socket_path());
    unlink(socket_path());
    ready_made = socket(AF_UNIX, SOCK_STREAM, 0);
    bind(ready_made, (struct sockaddr *)&address, sizeof address);
    expect_error(run(start_ready_made), 0, "a server can be made of a socket that is bound");
    client("");
    expect_str(turns(4), "+", "it serves");
}
END_TEST

START_TEST(server_on_no_stream) /* SV11 */
{
    int before = next_fd();

    ready_made = socket(AF_INET, SOCK_DGRAM, 0);
    expect_error(run(start_ready_made), EINVAL, "a datagram socket is refused");
    expect_int(next_fd(), before, "a socket that is refused is closed");
    ready_made = dup(0);
    expect_error(run(start_ready_made), ENOTSOCK, "what is no socket is refused");
    expect_int(next_fd(), before, "what is refused is closed");
}
END_TEST

/* ---- Unix sockets ---------------------------------------------------------------------------- */

START_TEST(server_on_a_path) /* SV13 */
{
    start_server();
    client("");
    expect_str(turns(4), "+", "a server can be found at its path");
    server_close(&server);
    start_server();
    client("");
    expect_str(turns(4), "+", "a socket that a server left behind is replaced");
}
END_TEST

static struct coro *start_unix(void)
{
    return asyncio_start_unix_server(&server, serve, NULL, socket_path());
}

START_TEST(server_on_a_file) /* SV13 */
{
    int before = next_fd();

    close(open(socket_path(), O_CREAT | O_WRONLY, 0600));
    expect_error(run(start_unix), EADDRINUSE, "a file that is no socket is not replaced");
    expect_int(access(socket_path(), F_OK), 0, "a file that is no socket is not replaced");
    expect_int(next_fd(), before, "after an error no socket is left open");
}
END_TEST

static struct coro *start_far(void)
{
    static char far[300];

    memset(far, 'x', sizeof far - 1);
    return asyncio_start_unix_server(&server, serve, NULL, far);
}

START_TEST(server_on_a_long_path) /* SV13 */
{
    expect_error(run(start_far), ENAMETOOLONG, "a path that is too long for a socket is refused");
}
END_TEST

/* Aborts its connection, and sleeps on. */
struct sleeps_on {
    struct coro coro;
    struct stream_writer *writer;
};

static void sleeps_on(struct coro *self)
{
    struct sleeps_on *my = (struct sleeps_on *)self;

    async (self) {
        stream_writer_abort(my->writer);
        await(asyncio_sleep(1000));
    }
}

static struct coro *serve_and_sleep(struct stream_reader *of, struct stream_writer *to, void *arg)
{
    (void)of, (void)arg;
    return coro(sleeps_on, .writer = to);
}

START_TEST(server_with_a_handler_that_outlives) /* SV7; _i: until the task has ended, or not */
{
    start_server();
    server.handler = serve_and_sleep;
    client("");
    turns(5);
    waits("closed", server_wait_closed(&server));
    server_close(&server);
    expect_str(turns(3), "closed[0]", "a handler may go on when its connection is over");
    if (_i == 0)
        loop_cancel_all_tasks(&loop);
    loop_close(&loop);
    expect_error(loop_init(&loop, NULL), 0, "a loop can be made");
}
END_TEST

/* ---- Programs -------------------------------------------------------------------------------- */

/* Serves until it is cancelled, as programs do; the server is in its frame. */
struct program {
    struct coro coro;
    struct server server;
    struct stream *stream;
    struct task *task;
    struct bytes *line;
    char port[16];
    int error;
};

static void serving_program(struct program *my)
{
    snprintf(my->port, sizeof my->port, "%d", server_port(&my->server));
}

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        await(asyncio_start_server(&my->server, serve, NULL, "127.0.0.1", "0"));
        serving_program(my);
        my->task = asyncio_create_task(server_serve_forever(&my->server));
        await(my->stream, asyncio_open_connection("127.0.0.1", my->port));
        stream_writer_write(&my->stream->writer, "hello\n", 6);
        await(my->line, stream_reader_readline(&my->stream->reader));
        journal("[%zu]", my->line->size);
        task_cancel(asyncio_current_task());
        await(my->task);
        finally
        {
            task_release(my->task);
            stream_release(my->stream);
        }
    }
}

START_TEST(server_in_a_program)
{
    int before = next_fd();

    expect_error(asyncio_run(coro(program)), ECANCELED,
                 "a program that is cancelled ends like that");
    expect_str(journal_text(), "+[6]-", "handlers that are left are cancelled");
    expect_int(next_fd(), before, "no descriptor is left open");
}
END_TEST

void add_starting(TCase *tests)
{
    tcase_add_test(tests, server_closes);
    tcase_add_test(tests, server_is_waited_for);
    tcase_add_test(tests, server_without_clients);
    tcase_add_test(tests, server_waits_for_its_own);
    tcase_add_loop_test(tests, server_lets_its_clients_go, 0, 2);
    tcase_add_test(tests, server_serves_later);
    tcase_add_test(tests, server_serves_all_or_nothing);
    tcase_add_test(tests, server_serves_forever);
    tcase_add_test(tests, server_serves_until_it_is_closed);
    tcase_add_test(tests, server_of_a_taken_port);
    tcase_add_loop_test(tests, server_without_memory, 1, 6);
    tcase_add_test(tests, server_on_all_addresses);
    tcase_add_test(tests, server_never_awaited);
    tcase_add_test(tests, server_has_a_name);
    tcase_add_test(tests, server_on_a_socket);
    tcase_add_test(tests, server_on_no_stream);
    tcase_add_test(tests, server_on_a_path);
    tcase_add_test(tests, server_on_a_file);
    tcase_add_test(tests, server_on_a_long_path);
    tcase_add_loop_test(tests, server_with_a_handler_that_outlives, 0, 2);
    tcase_add_test(tests, server_in_a_program);
}
