/*
 * Chapter 11: what the tests of all exercises are played with; see stream_tests.h.
 */
#include "stream_tests.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sockets.h"

#define TASKS 8

struct loop loop;
struct stream_reader reader;
struct stream *stream;
int peer;

static struct task *tasks[TASKS];
static int task_count;

/* ---- Tasks ----------------------------------------------------------------------------------- */

/* Awaits a read. */
struct reading_for_test {
    struct coro coro;
    struct coro *what;
    struct stream_reader *reader;
    struct bytes *came;
    int caught;
};

/* Awaits anything else. */
struct waiting_for_test {
    struct coro coro;
    struct coro *what;
    const char *name;
    int caught;
};

static void journal_bytes(const struct bytes *bytes)
{
    if (bytes->size > 30) {
        journal("%zu bytes", bytes->size);
        return;
    }
    for (size_t i = 0; i < bytes->size; i++)
        journal("%c", bytes->data[i] == '\n' ? '/' : bytes->data[i] == 0 ? '0' : bytes->data[i]);
}

static void journal_read(const struct reading_for_test *my)
{
    if (my->caught == 0) {
        journal("[");
        journal_bytes(my->came);
        journal("]");
        return;
    }
    journal("!%s", errno_name(my->caught));
    if (my->caught != INCOMPLETE_READ && my->caught != LIMIT_OVERRUN)
        return;
    journal("(");
    journal_bytes(stream_reader_partial(my->reader));
    journal(")");
}

/* Takes a coroutine out of WHAT: from now on its await owns it. */
static struct coro *taken(struct coro **what)
{
    struct coro *coro = *what;

    *what = NULL;
    return coro;
}

static void reading_for_test(struct coro *self)
{
    struct reading_for_test *my = (struct reading_for_test *)self;

    async (self) {
        await_catch(my->caught, my->came, taken(&my->what));
        journal_read(my);
        finally
        {
            coro_drop(my->what);
        }
    }
}

static void waiting_for_test(struct coro *self)
{
    struct waiting_for_test *my = (struct waiting_for_test *)self;

    async (self) {
        await_catch(my->caught, taken(&my->what));
        journal("%s[%s]", my->name, errno_name(my->caught));
        finally
        {
            coro_drop(my->what);
        }
    }
}

/* Makes COROUTINE a task of the test. */
static struct task *keep(struct coro *coroutine)
{
    expect_true(task_count < TASKS, "a test has eight tasks at most");
    tasks[task_count] = loop_create_task(&loop, coroutine);
    expect_true(tasks[task_count] != NULL, "there is memory for a task of the test");
    return tasks[task_count++];
}

struct task *reads(struct coro *what)
{
    return keep(
        coro(reading_for_test, .coro.frame.cleans_up = true, .what = what, .reader = &reader));
}

struct task *reads_stream(struct coro *what)
{
    return keep(coro(reading_for_test, .coro.frame.cleans_up = true, .what = what,
                     .reader = &stream->reader));
}

struct task *waits(const char *name, struct coro *what)
{
    return keep(coro(waiting_for_test, .coro.frame.cleans_up = true, .what = what, .name = name));
}

/* ---- The loop -------------------------------------------------------------------------------- */

static const char *written(void)
{
    return *journal_text() != '\0' ? journal_text() : "waits";
}

/* One iteration more. */
static const char *and_once(void)
{
    loop_stop(&loop); /* before a run: it does not sleep */
    expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    return written();
}

const char *turns(int count)
{
    journal_clear();
    while (count-- > 0)
        and_once();
    return written();
}

const char *once(void)
{
    return turns(1);
}

const char *all(void)
{
    return turns(12);
}

const char *read_now(struct coro *what)
{
    reads(what);
    return once();
}

const char *feed_bytes(const char *data, size_t size)
{
    journal_clear();
    expect_error(stream_reader_feed_data(&reader, data, size), 0, "bytes can be fed");
    return and_once();
}

const char *feed(const char *text)
{
    return feed_bytes(text, strlen(text));
}

const char *feed_end(void)
{
    stream_reader_feed_eof(&reader);
    return once();
}

const char *cancel(struct task *task)
{
    task_cancel(task);
    return once();
}

/* ---- The other end --------------------------------------------------------------------------- */

const char *gets_of(int fd)
{
    static char text[8192];
    ssize_t size = recv(fd, text, sizeof text - 1, MSG_DONTWAIT);

    if (size < 0 && errno == ENOTSOCK)
        size = read(fd, text, sizeof text - 1);
    text[size > 0 ? size : 0] = '\0';
    return size == 0 ? "end" : text;
}

const char *peer_gets(void)
{
    return gets_of(peer);
}

size_t peer_takes(void)
{
    static char data[65536];
    size_t taken_so_far = 0;
    ssize_t size;

    while ((size = read(peer, data, sizeof data)) > 0) {
        expect_true(is_pattern(data, (size_t)size, taken_so_far),
                    "the bytes arrive as they were written, in their order");
        taken_so_far += (size_t)size;
    }
    return taken_so_far;
}

void peer_sends(const char *text)
{
    expect_int(write(peer, text, strlen(text)), strlen(text), "the other end can send");
}

/* The period is no power of two, so that what is a block too early or too late is seen. */
static char pattern_at(size_t place)
{
    return (char)('a' + place % 23);
}

const char *pattern(size_t size)
{
    static char data[4 << 20];

    expect_true(size <= sizeof data, "the pattern is long enough");
    for (size_t i = 0; i < size; i++)
        data[i] = pattern_at(i);
    return data;
}

bool is_pattern(const char *data, size_t size, size_t first)
{
    for (size_t i = 0; i < size; i++)
        if (data[i] != pattern_at(first + i))
            return false;
    return true;
}

int next_fd(void)
{
    int fd = dup(0);

    close(fd);
    return fd;
}

/* ---- Servers --------------------------------------------------------------------------------- */

struct server server;
union value result;

static int clients[32];
static int client_count;

/* Calls what can only be called inside of a loop. */
struct running {
    struct coro coro;
    struct coro *(*make)(void);
    union value value;
};

static void running(struct coro *self)
{
    struct running *my = (struct running *)self;

    async (self) {
        await(my->value, my->make());
        async_return(my->value);
    }
}

int run(struct coro *(*make)(void))
{
    return loop_run_until_complete(&loop, coro(running, .make = make), &result);
}

/* Serves one client. */
struct serving_client {
    struct coro coro;
    struct stream_reader *reader;
    struct stream_writer *writer;
    struct bytes *line;
};

static void serving_client(struct coro *self)
{
    struct serving_client *my = (struct serving_client *)self;

    async (self) {
        journal("+");
        for (;;) {
            await(my->line, stream_reader_readline(my->reader));
            if (my->line->size == 0)
                break;
            if (memcmp(my->line->data, "fail\n", my->line->size) == 0)
                async_raise(EIO);
            stream_writer_write(my->writer, my->line->data, my->line->size);
            await(stream_writer_drain(my->writer));
        }
        finally
        {
            journal("-");
        }
    }
}

struct coro *serve(struct stream_reader *of, struct stream_writer *to, void *arg)
{
    (void)arg;
    return coro(serving_client, .reader = of, .writer = to);
}

/* ---- Where it is ----------------------------------------------------------------------------- */

static char path[64];
static pid_t
    runner; /* a test has a process of its own, which may crash and leave its socket there */

const char *socket_path(void)
{
    return path;
}

static void remove_socket(void)
{
    if (getpid() == runner)
        unlink(path);
}

static void choose_path(void)
{
    if (runner != 0)
        return;
    runner = getpid();
    snprintf(path, sizeof path, "/tmp/check-streams-%ld", (long)runner);
    atexit(remove_socket);
}

static struct coro *start_on_path(void)
{
    return asyncio_start_unix_server(&server, serve, NULL, socket_path());
}

static struct coro *start_on_port(void)
{
    return asyncio_start_server(&server, serve, NULL, "127.0.0.1", "0");
}

static struct coro *create_on_port(void)
{
    return asyncio_create_server(&server, serve, NULL, "127.0.0.1", "0");
}

void start_server(void)
{
    expect_error(run(start_on_path), 0, "a server can be started");
}

void start_tcp_server(void)
{
    expect_error(run(start_on_port), 0, "a server can be started");
}

/* There is no call that makes one on a path without serving: the socket is exchanged. */
void create_server(void)
{
    struct sockaddr_un address;
    int fd;

    expect_error(run(create_on_port), 0, "a server can be made without serving");
    unix_address(&address, socket_path());
    unlink(path);
    expect_error(socket_bind((struct sockaddr *)&address, sizeof address, &fd), 0,
                 "a path is free");
    close(server.listening[0].fd);
    server.listening[0].fd = fd;
}

int try_to_connect(int *fd)
{
    struct sockaddr_un address;

    unix_address(&address, socket_path());
    *fd = socket(AF_UNIX, SOCK_STREAM, 0);
    expect_true(*fd >= 0 && client_count < 32, "there are sockets");
    clients[client_count++] = *fd;
    return connect(*fd, (struct sockaddr *)&address, sizeof address) == 0 ? 0 : errno;
}

int client(const char *text)
{
    int fd;

    expect_error(try_to_connect(&fd), 0, "a client can connect to a server that serves");
    expect_int(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text), "a client can send");
    return fd;
}

/* ---- Fixtures -------------------------------------------------------------------------------- */

int journal_report(struct loop *of, const struct exception_context *context)
{
    (void)of;
    journal("report: %s;", errno_name(context->error));
    return 0;
}

static void says_pause(struct stream_reader *of)
{
    (void)of;
    journal("pause;");
}

static void says_resume(struct stream_reader *of)
{
    (void)of;
    journal("resume;");
}

static void setup_loop(void)
{
    expect_error(loop_init(&loop, NULL), 0, "a loop can be made");
    loop_set_exception_handler(&loop, journal_report);
    hang_shows_loop(&loop);
    hang_shows_tasks(&loop);
    task_count = 0;
}

static void setup_reader(void)
{
    static const struct stream_source source = {says_pause, says_resume};

    setup_loop();
    expect_error(stream_reader_init(&reader, 4, &source), 0, "a reader can be made");
}

static void setup_stream(void)
{
    int fds[2], error;

    setup_loop();
    expect_int(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0, "there are sockets");
    expect_error(socket_set_up(fds[0]), 0, "a socket can be set up");
    expect_error(socket_set_up(fds[1]), 0, "a socket can be set up");
    stream = stream_new(&loop, fds[0], STREAM_LIMIT, &error);
    expect_true(stream != NULL, "a stream can be made");
    peer = fds[1];
}

/* Ends the tasks of the test. */
static void end_tasks(void)
{
    fault_clear();
    for (int i = 0; i < task_count; i++)
        task_cancel(tasks[i]);
    turns(3);
    for (int i = 0; i < task_count; i++) {
        expect_true(task_done(tasks[i]), "a read or a wait that is cancelled ends");
        task_release(tasks[i]);
    }
}

static void setup_server(void)
{
    setup_loop();
    unlink(socket_path()); /* a test that crashed has left it */
    server = (struct server){0};
    client_count = 0;
}

static void teardown_server(void)
{
    end_tasks();
    for (int i = 0; i < client_count; i++)
        close(clients[i]);
    server_close(&server);
    unlink(socket_path());
    expect_error(loop_cancel_all_tasks(&loop), 0, "all tasks can be cancelled");
    turns(3);
    loop_close(&loop);
    coro_free_memory();
}

static void teardown_reader(void)
{
    end_tasks();
    stream_reader_destroy(&reader);
    loop_close(&loop);
    coro_free_memory();
}

static void teardown_stream(void)
{
    end_tasks();
    close(peer);
    stream_release(stream);
    turns(3);
    loop_close(&loop);
    coro_free_memory();
}

TCase *reader_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup_reader, teardown_reader);
    return tests;
}

TCase *stream_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup_stream, teardown_stream);
    return tests;
}

TCase *server_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    choose_path();
    tcase_add_checked_fixture(tests, setup_server, teardown_server);
    return tests;
}
