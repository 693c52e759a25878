/*
 * Chapter 12: what a client sends.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "client_tests.h"

START_TEST(request_has_its_fields)
{
    expect_str(visit("/a?b#c"), "200 hello", "a request has an answer");
    expect_str(asked(), "1:GET /a?b", "what stands behind a '#' is not sent");
    expect_str(sent("Host"), here("") + strlen("http://"), "a request says for which host it is");
    expect_str(sent("Accept"), "*/*", "a client takes what it gets");
    expect_str(sent("Accept-Encoding"), "identity", "a client that unpacks nothing says so");
    expect_str(sent("User-Agent"), "libasyncio", "a client says what it is");
    expect_str(sent("Connection"), "(none)", "a connection is kept unless somebody objects");
    expect_str(sent("Content-Length"), "(none)", "a GET has no body");
}
END_TEST

START_TEST(request_with_fields_of_its_own)
{
    headers_add(&session.headers, "X-Session", "s");
    headers_add(&session.headers, "X-Both", "session");
    visit("/", .headers = (struct header[]){
                   {"accept", "text/html"}, {"X-Both", "request"}, {"X-Empty", ""}, {0}});
    expect_str(sent("accept"), "text/html", "a field of the request stands for the usual one");
    expect_str(sent("Accept"), "(none)", "a field of the request stands for the usual one");
    expect_str(sent("X-Session"), "s", "fields of the session are sent with each request");
    expect_str(sent("X-Both"), "request", "a field of the request stands for the session's");
    expect_str(sent("X-Empty"), "", "a field may be empty");
}
END_TEST

START_TEST(request_with_a_body) /* _i: which */
{
    static const struct {
        const char *method, *text, *length, *type, *asked;
    } cases[] = {
        {"POST", "data", "4", "text/plain; charset=utf-8", "1:POST /(data)"},
        {"POST", "", "0", "(none)", "1:POST /"},
        {"POST", NULL, "0", "(none)", "1:POST /"},
        {"DELETE", NULL, "0", "(none)", "1:DELETE /"},
        {"OPTIONS", NULL, "(none)", "(none)", "1:OPTIONS /"},
        {"PATCH", "x", "1", "text/plain; charset=utf-8", "1:PATCH /(x)"},
    };

    expect_str(visit("/", .method = cases[_i].method, .text = cases[_i].text), "200 hello",
               "a request has an answer");
    expect_str(asked(), cases[_i].asked, "a body is sent behind its head");
    expect_str(sent("Content-Length"), cases[_i].length,
               "the size of the body is told, also that there is none where one may be");
    expect_str(sent("Content-Type"), cases[_i].type, "what a body is, is told");
}
END_TEST

START_TEST(request_with_bytes)
{
    visit("/", .method = "POST", .data = "a\0b", .size = 3);
    expect_str(sent("Content-Length"), "3", "bytes may be any bytes");
    expect_str(sent("Content-Type"), "application/octet-stream", "what a body is, is told");
    visit("/", .method = "POST", .text = "{}",
          .headers = (struct header[]){{"Content-Type", "application/json"}, {0}});
    expect_str(sent("Content-Type"), "application/json", "who knows better says what a body is");
}
END_TEST

START_TEST(request_refused) /* _i: which */
{
    static const struct header fields[][2] = {
        {{"Host", "a"}, {0}},
        {{"content-length", "1"}, {0}},
        {{"Connection", "close"}, {0}},
        {{"X", "a\r\nY: b"}, {0}},
        {{"X", "a\nb"}, {0}},
        {{"X Y", "a"}, {0}},
        {{"", "a"}, {0}},
        {{"X:", "a"}, {0}},
        {{"X", NULL}, {0}},
        {{"Transfer-Encoding", "chunked"}, {0}},
    };

    expect_str(visit("/", .headers = fields[_i]), "!EINVAL",
               "a field that is malformed, or the client's own business, is refused");
    expect_str(asked(), "", "of a request that is refused nothing is sent");
}
END_TEST

START_TEST(request_with_no_method) /* _i: which */
{
    static const char *const methods[] = {
        "", "G T", "GET\r\n", "CONNECT", "GET /x HTTP/1.1\r\nX:", "ALL-TOO-LONG-A-METHOD-THIS-IS"};

    expect_str(visit("/", .method = methods[_i]), "!EINVAL", "a method that is none is refused");
    expect_str(asked(), "", "of a request that is refused nothing is sent");
}
END_TEST

START_TEST(request_with_no_url)
{
    union value value;

    expect_error(run(client_session_get(&session, "nonsense"), &value), EINVAL,
                 "a URL that is none is refused");
    expect_error(run(client_session_get(&session, NULL), &value), EINVAL,
                 "a URL that is none is refused");
    expect_error(run(client_session_get(&session, "https://localhost/"), &value), EPROTONOSUPPORT,
                 "there is no TLS here");
}
END_TEST

START_TEST(request_with_a_long_body)
{
    static char data[3000000];

    memset(data, 'x', sizeof data);
    expect_str(visit("/", .method = "PUT", .data = data, .size = sizeof data), "200 hello",
               "a body may be long");
    expect_str(asked(), "1:PUT /(3000000 bytes)", "a long body is sent to its end");
    visit("/b");
    expect_str(asked(), "1:GET /b", "behind a long body the connection is used again");
}
END_TEST

START_TEST(request_answered_early)
{
    static char data[30000000];

    reads_only(10);
    answers("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno", THEN_HOLDS);
    expect_str(visit("/", .method = "PUT", .data = data, .size = sizeof data), "413 no",
               "a server may answer before it has read the whole request");
    expect_int((int)session.connector.idle.count, 0,
               "a connection with half a request in it is not used again");
}
END_TEST

/* The server is about to answer. What is sent behind that, by the client, comes too late. */
static void then_it_is_too_late(void)
{
    static bool late;

    if (late || strstr(journal_text(), "(xxxxxxxxxx)") == NULL)
        return;
    late = true;
    fault_inject("send", EPIPE, 2, 1);
}

START_TEST(request_refused_early)
{
    static char data[30000000];

    memset(data, 'x', sizeof data);
    reads_only(10);
    fault_watch("send", then_it_is_too_late);
    answers("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno", THEN_CLOSES);
    expect_str(visit("/", .method = "PUT", .data = data, .size = sizeof data), "413 no",
               "what a server said before it closed is read, though not all could be sent");
    visit("/b");
    expect_str(asked(), "1:PUT /(xxxxxxxxxx) 2:GET /b",
               "a connection with half a request in it is not used again");
}
END_TEST

START_TEST(request_to_nobody)
{
    struct client_request request = {.url = "http://127.0.0.1:1/"};
    union value value;

    expect_error(run(client_session_send(&session, &request), &value), ECONNREFUSED,
                 "where nobody listens a request is refused");
    expect_int((int)session.connector.places, 0, "a connection that was not made takes no place");
}
END_TEST

/* ---- Time ------------------------------------------------------------------------------------ */

START_TEST(request_takes_too_long)
{
    answers(NULL, THEN_TICKS);
    session.timeout = 99;
    expect_str(visit("/"), "!ETIMEDOUT", "a request may take so long, and no longer");
    expect_int((int)session.connector.places, 0, "a request that is out of time leaves nothing");
    answers(NULL, THEN_TICKS);
    expect_str(visit("/", .timeout = 50), "!ETIMEDOUT", "a request may have a time of its own");
}
END_TEST

START_TEST(request_takes_too_long_to_read) /* _i: is somebody reading already? */
{
    struct task *task;

    answers(OK "Content-Length: 5\r\n\r\nhe", THEN_HOLDS);
    session.timeout = 99;
    expect_str(ask("/"), "200", "a request that is answered in time");
    if (_i == 1)
        virtual_advance(100);
    task = loop_create_task(&loop, client_response_read(kept));
    turns();
    virtual_advance(100);
    expect_error(loop_run_until_complete(&loop, task, NULL), ETIMEDOUT,
                 "the time of a request counts to the end of the body");
    task_release(task);
}
END_TEST

/* ---- Cancelled, and without memory ----------------------------------------------------------- */

/* Gives three short pieces, and the end: one call. */
struct piece {
    struct coro coro;
    int *given;
    struct bytes *bytes;
};

static void piece(struct coro *self)
{
    static struct bytes bytes = {.data = "abc"};
    struct piece *my = (struct piece *)self;

    async (self) {
        await(asyncio_sleep(0));
        bytes.size = ++*my->given <= 3 ? 3 : 0;
        async_return(&bytes);
    }
}

static struct coro *pieces(void *given)
{
    return coro(piece, .given = given);
}

/* A redirect, a body, a long answer: something of everything. */
struct journey {
    struct coro coro;
    const char *data;
    int given;
    struct client_response *response;
    struct bytes *body;
};

/* With DATA that is the body, else it comes from a source. */
static struct coro *journey_request(struct journey *my)
{
    if (my->data == NULL)
        return client_session_post(&session, here("/a"), .source = pieces,
                                   .source_arg = &my->given);
    return client_session_post(&session, here("/a"), .data = my->data, .size = 100000);
}

static void journey(struct coro *self)
{
    struct journey *my = (struct journey *)self;

    async (self) {
        await(my->response, journey_request(my));
        await(my->body, client_response_read(my->response));
        finally
        {
            client_response_release(my->response);
        }
    }
}

static void journey_script(bool again)
{
    answers(again ? "HTTP/1.1 307 Elsewhere\r\nLocation: /b\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "3\r\nabc\r\n0\r\n\r\n"
                  : "HTTP/1.1 303 Elsewhere\r\nLocation: /b\r\nContent-Length: 3\r\n\r\nabc",
            THEN_STAYS);
    answers("HTTP/1.1 100 Continue\r\n\r\n" OK "Transfer-Encoding: chunked\r\n\r\n"
            "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n",
            THEN_STAYS);
}

/* Cancels a journey after so many iterations. False: it had ended before. */
static bool cancelled_after(int iterations, const char *data)
{
    struct task *task;
    bool cancelled;

    journey_script(data != NULL);
    task = loop_create_task(&loop, coro(journey, .data = data));
    for (int i = 0; i < iterations && !task_done(task); i++)
        loop_run_once(&loop);
    cancelled = task_cancel(task);
    while (!task_done(task))
        loop_run_once(&loop);
    turns();
    expect_int((int)session.connector.places, 0, "whatever is cancelled gives its place back");
    expect_int((int)session.connector.in_use.count, 0,
               "whatever is cancelled closes its connection");
    task_release(task);
    answers_forget();
    return cancelled;
}

START_TEST(request_cancelled_anywhere) /* _i: with new connections, also old ones, or a source */
{
    char *data = _i < 2 ? calloc(1, 100000) : NULL;
    int after = 0;

    session.connector.force_close = _i == 0;
    while (cancelled_after(after, data))
        after++;
    expect_true(after > 5, "a request has many awaits");
    answers_slowly();
    for (int i = 0; i < 60; i++)
        cancelled_after(i, data);
    free(data);
}
END_TEST

/* Lets the call number NUMBER of FUNCTION fail in a journey. */
static void without_memory(const char *function, int number, const char *data)
{
    struct task *task;
    int error;

    journey_script(data != NULL);
    task = loop_create_task(&loop, coro(journey, .data = data));
    fault_inject(function, ENOMEM, number, 1);
    while (!task_done(task))
        loop_run_once(&loop);
    fault_clear();
    turns();
    expect_int((int)session.connector.places, 0, "whatever fails gives its place back");
    expect_int((int)session.connector.in_use.count, 0, "whatever fails closes its connection");
    task_exception(task, &error);
    task_release(task);
    answers_forget();
}

START_TEST(request_without_memory) /* _i: which function fails; from 3 on with a source */
{
    static const char *const functions[] = {"malloc", "calloc", "realloc"};
    char *data = _i < 3 ? calloc(1, 100000) : NULL;

    session.connector.force_close = true;
    for (int i = 1; i <= 40 && fault_supported(); i++)
        without_memory(functions[_i % 3], i, data);
    free(data);
}
END_TEST

void add_client_sends(TCase *tests)
{
    tcase_add_test(tests, request_has_its_fields);
    tcase_add_test(tests, request_with_fields_of_its_own);
    tcase_add_loop_test(tests, request_with_a_body, 0, 6);
    tcase_add_test(tests, request_with_bytes);
    tcase_add_loop_test(tests, request_refused, 0, 10);
    tcase_add_loop_test(tests, request_with_no_method, 0, 6);
    tcase_add_test(tests, request_with_no_url);
    tcase_add_test(tests, request_with_a_long_body);
    tcase_add_test(tests, request_answered_early);
    tcase_add_test(tests, request_refused_early);
    tcase_add_test(tests, request_to_nobody);
    tcase_add_test(tests, request_takes_too_long);
    tcase_add_loop_test(tests, request_takes_too_long_to_read, 0, 2);
    tcase_add_loop_test(tests, request_cancelled_anywhere, 0, 3);
    tcase_add_loop_test(tests, request_without_memory, 0, 6);
}
