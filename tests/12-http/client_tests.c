/*
 * Chapter 12: what the tests of the client are played with; see client_tests.h.
 */
#include "client_tests.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ANSWERS 64

struct loop loop;
struct client_session session;
struct client_response *kept;

static struct server servers[2];

static struct answer {
    const char *data;
    size_t size;
    enum then then;
} script[ANSWERS];
static int answer_count, answer_next, connection_count;
static bool slowly;
static size_t read_limit;
static char last_head[8192];

/* ---- What is answered ------------------------------------------------------------------------ */

void answers_bytes(const char *data, size_t size, enum then then)
{
    script[answer_count++] = (struct answer){data, size, then};
}

void answers(const char *text, enum then then)
{
    answers_bytes(text, text != NULL ? strlen(text) : 0, then);
}

void answers_forget(void)
{
    answer_next = answer_count = 0;
}

void answers_slowly(void)
{
    slowly = true;
}

void reads_only(size_t size)
{
    read_limit = size;
}

static struct answer next_answer(void)
{
    static const char hello[] = OK "Content-Length: 5\r\n\r\nhello";

    if (answer_next < answer_count)
        return script[answer_next++];
    return (struct answer){hello, sizeof hello - 1, THEN_STAYS};
}

/* ---- The server ------------------------------------------------------------------------------ */

/* Serves one connection. */
struct serving {
    struct coro coro;
    struct stream_reader *reader;
    struct stream_writer *writer;
    int number;
    struct bytes *piece;
    struct answer answer;
    size_t left; /* of the request's body */
    bool chunks;
    struct future never;
    int error;
};

/* The field NAME of the last request, copied; "(none)" without one. */
const char *sent(const char *name)
{
    static char value[1024];
    char *line, *end;
    char wanted[64];

    snprintf(wanted, sizeof wanted, "\r\n%s: ", name);
    line = strstr(last_head, wanted);
    if (line == NULL)
        return "(none)";
    line += strlen(wanted);
    end = strstr(line, "\r\n");
    snprintf(value, sizeof value, "%.*s", (int)(end - line), line);
    return value;
}

/* Says "1:GET /a", behind a blank. */
static void serving_reads_head(struct serving *my)
{
    const char *length = "(none)";
    size_t size = my->piece->size < sizeof last_head ? my->piece->size : sizeof last_head - 1;
    char *second;

    memcpy(last_head, my->piece->data, size);
    last_head[size] = '\0';
    second = strchr(strchr(last_head, ' ') + 1, ' ');
    journal("%s%d:%.*s", *journal_text() != '\0' ? " " : "", my->number, (int)(second - last_head),
            last_head);
    length = sent("Content-Length");
    my->left = *length != '(' ? (size_t)strtoul(length, NULL, 10) : 0;
    if (my->left > read_limit)
        my->left = read_limit;
    my->chunks = read_limit > 0 && strcmp(sent("Transfer-Encoding"), "chunked") == 0;
}

/* Says what a body is; a long one only by its size. Ends of lines become a '|'. */
static void serving_says_body(const struct serving *my)
{
    char text[128];

    if (my->piece->size >= sizeof text) {
        journal("(%d bytes)", (int)my->piece->size);
        return;
    }
    snprintf(text, sizeof text, "%.*s", (int)my->piece->size, my->piece->data);
    for (char *place = text; (place = strstr(place, "\r\n")) != NULL; place++) {
        place[0] = '|';
        memmove(place + 1, place + 2, strlen(place + 2) + 1);
    }
    journal("(%s)", text);
}

static void serving(struct coro *self)
{
    struct serving *my = (struct serving *)self;

    async (self) {
        for (;;) {
            await_catch(my->error, my->piece, stream_reader_readuntil(my->reader, "\r\n\r\n"));
            if (my->error != 0)
                break;
            serving_reads_head(my);
            if (my->left > 0)
                await_catch(my->error, my->piece, stream_reader_readexactly(my->reader, my->left));
            if (my->chunks)
                await_catch(my->error, my->piece, stream_reader_readuntil(my->reader, "0\r\n\r\n"));
            if ((my->left > 0 || my->chunks) && my->error == 0)
                serving_says_body(my);
            my->answer = next_answer();
            for (; slowly && my->answer.size > 0; my->answer.size--) {
                stream_writer_write(my->writer, my->answer.data++, 1);
                await(asyncio_sleep(0));
            }
            stream_writer_write(my->writer, my->answer.data, my->answer.size);
            if (my->answer.then == THEN_TICKS)
                virtual_advance(100);
            if (my->answer.then == THEN_TICKS || my->answer.then == THEN_HOLDS) {
                future_init(&my->never, &loop);
                await(&my->never);
            }
            if (my->answer.then == THEN_CLOSES)
                break;
        }
        finally
        {
            stream_writer_close(my->writer);
        }
    }
}

static struct coro *serve(struct stream_reader *reader, struct stream_writer *writer, void *arg)
{
    (void)arg;
    return coro(serving, .reader = reader, .writer = writer, .number = ++connection_count);
}

/* ---- The client ------------------------------------------------------------------------------ */

static const char *url_on(const struct server *server, const char *path)
{
    static char urls[4][2048];
    static int next;
    char *url = urls[next++ % 4];

    if (strstr(path, "://") != NULL)
        return path;
    snprintf(url, sizeof urls[0], "http://127.0.0.1:%d%s", server_port(server), path);
    return url;
}

const char *here(const char *path)
{
    return url_on(&servers[0], path);
}

const char *there(const char *path)
{
    return url_on(&servers[1], path);
}

int run(struct coro *coroutine, union value *value)
{
    return loop_run_until_complete(&loop, coroutine, value);
}

/* Sends a request, and says what came of it. */
struct visiting {
    struct coro coro;
    const struct client_request *request;
    struct client_response *response;
    struct bytes *body;
    int error;
};

static char outcome[4096];

static void visiting(struct coro *self)
{
    struct visiting *my = (struct visiting *)self;

    async (self) {
        await_catch(my->error, my->response, client_session_send(&session, my->request));
        if (my->error != 0) {
            snprintf(outcome, sizeof outcome, "!%s", errno_name(my->error));
            async_return(0);
        }
        await_catch(my->error, my->body, client_response_read(my->response));
        if (my->error != 0)
            snprintf(outcome, sizeof outcome, "%d !%s", my->response->status,
                     errno_name(my->error));
        else
            snprintf(outcome, sizeof outcome, "%d %.*s", my->response->status, (int)my->body->size,
                     my->body->data);
        finally
        {
            client_response_release(my->response);
        }
    }
}

const char *visit_request(const struct client_request *request)
{
    struct client_request whole = *request;
    int error;

    whole.url = here(request->url);
    *outcome = '\0';
    error = run(coro(visiting, .request = &whole), NULL);
    expect_error(error, 0, "the test itself goes well");
    return outcome;
}

const char *ask(const char *path)
{
    const struct client_request request = {.url = here(path)};
    union value value;
    int error = run(client_session_send(&session, &request), &value);

    if (error == 0)
        kept = value.pointer;
    if (error == 0)
        snprintf(outcome, sizeof outcome, "%d", kept->status);
    else
        snprintf(outcome, sizeof outcome, "!%s", errno_name(error));
    return outcome;
}

const char *asked(void)
{
    static char text[4096];

    snprintf(text, sizeof text, "%s", journal_text());
    journal_clear();
    return text;
}

/* Sends a request beside others, and reads the response. */
struct beside {
    struct coro coro;
    const char *url;
    struct client_response *response;
    struct bytes *body;
};

static void beside(struct coro *self)
{
    struct beside *my = (struct beside *)self;

    async (self) {
        await(my->response, client_session_get(&session, my->url));
        await(my->body, client_response_read(my->response));
        finally
        {
            client_response_release(my->response);
        }
    }
}

struct task *begin(const char *url)
{
    return loop_create_task(&loop, coro(beside, .url = url));
}

void finish(struct task *task, int error, const char *rule)
{
    expect_error(loop_run_until_complete(&loop, task, NULL), error, rule);
    task_release(task);
}

static int nothing(void *arg)
{
    (void)arg;
    return 0;
}

void turns(void)
{
    struct handle handle;

    handle_init(&handle, nothing, NULL);
    for (int i = 0; i < 20; i++) {
        loop_call_soon(&loop, &handle);
        loop_run_once(&loop);
    }
}

void until(const size_t *count, size_t wanted)
{
    turns();
    while (*count != wanted)
        loop_run_once(&loop);
}

/* ---- Before and after each test -------------------------------------------------------------- */

/* Begins both servers. */
struct beginning {
    struct coro coro;
    int i;
};

static void beginning(struct coro *self)
{
    struct beginning *my = (struct beginning *)self;

    async (self) {
        for (; my->i < 2; my->i++)
            await(asyncio_start_server(&servers[my->i], serve, NULL, "127.0.0.1", "0"));
    }
}

static void setup(void)
{
    expect_error(loop_init(&loop, NULL), 0, "the loop begins");
    loop.time = virtual_time;
    hang_shows_loop(&loop);
    hang_shows_tasks(&loop);
    answer_count = answer_next = connection_count = 0;
    slowly = false;
    read_limit = (size_t)-1;
    kept = NULL;
    expect_error(run(coro(beginning), NULL), 0, "the servers begin");
    client_session_init(&session);
}

static void teardown(void)
{
    client_response_release(kept);
    expect_error(run(client_session_close(&session), NULL), 0, "a session can be closed");
    for (int i = 0; i < 2; i++)
        server_close(&servers[i]);
    expect_error(loop_cancel_all_tasks(&loop), 0, "all tasks end");
    turns();
    expect_error(loop_shutdown(&loop), 0, "the loop shuts down");
    expect_error(loop_close(&loop), 0, "the loop ends");
    coro_free_memory();
}

TCase *client_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup, teardown);
    return tests;
}
