/*
 * Chapter 12: what a redirect becomes. Beside it, whatever a session sends and understands:
 * check_client_url.c, check_client_sends.c, check_client_answers.c.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "client_tests.h"

/* An answer with STATUS that sends to LOCATION. */
static void redirects(int status, const char *location)
{
    static char texts[16][256];
    static int next;
    char *text = texts[next++ % 16];

    snprintf(text, sizeof texts[0],
             "HTTP/1.1 %d Elsewhere\r\nLocation: %s\r\nContent-Length: 4\r\n\r\nbody", status,
             location);
    answers(text, THEN_STAYS);
}

/* ---- 12.8 outgoing_redirect: method and body -------------------------------------------------- */

START_TEST(redirect_of_a_get) /* _i: which status */
{
    static const int statuses[] = {301, 302, 303, 307, 308};

    redirects(statuses[_i], "/b");
    expect_str(visit("/a"), "200 hello", "a redirect is followed");
    expect_str(asked(), "1:GET /a 1:GET /b", "a redirected GET stays a GET");
}
END_TEST

START_TEST(redirect_of_a_post_becomes_get) /* _i: which status */
{
    static const int statuses[] = {301, 302, 303};

    redirects(statuses[_i], "/b");
    expect_str(visit("/a", .method = "POST", .text = "data"), "200 hello",
               "a redirected POST has an answer");
    expect_str(asked(), "1:POST /a(data) 1:GET /b",
               "after a 301, 302 or 303 a POST becomes a GET without a body");
    expect_str(sent("Content-Length"), "(none)", "a GET that was a POST tells of no body");
    expect_str(sent("Content-Type"), "(none)", "a GET that was a POST tells of no body");
}
END_TEST

START_TEST(redirect_of_a_post_stays) /* _i: which status */
{
    static const int statuses[] = {307, 308};

    redirects(statuses[_i], "/b");
    expect_str(visit("/a", .method = "POST", .text = "data"), "200 hello",
               "a redirected POST has an answer");
    expect_str(asked(), "1:POST /a(data) 1:POST /b(data)",
               "after a 307 or 308 method and body stay what they were");
    expect_str(sent("Content-Type"), "text/plain; charset=utf-8",
               "a body that is sent again has its fields again");
}
END_TEST

START_TEST(redirect_of_a_head) /* _i: which status */
{
    static const int statuses[] = {301, 302, 303, 307, 308};
    static char text[128];

    snprintf(text, sizeof text, "HTTP/1.1 %d Elsewhere\r\nLocation: /b\r\n\r\n", statuses[_i]);
    answers(text, THEN_STAYS);
    answers(OK "Content-Length: 0\r\n\r\n", THEN_STAYS);
    expect_str(visit("/a", .method = "HEAD"), "200 ", "a redirected HEAD has an answer");
    expect_str(asked(), "1:HEAD /a 1:HEAD /b",
               "HEAD stays HEAD after every redirect: who asked wants no body");
}
END_TEST

START_TEST(redirect_of_a_put) /* _i: which status */
{
    static const struct {
        int status;
        const char *asked;
    } cases[] = {
        {301, "1:PUT /a(data) 1:PUT /b(data)"}, {302, "1:PUT /a(data) 1:PUT /b(data)"},
        {303, "1:PUT /a(data) 1:GET /b"},       {307, "1:PUT /a(data) 1:PUT /b(data)"},
        {308, "1:PUT /a(data) 1:PUT /b(data)"},
    };

    redirects(cases[_i].status, "/b");
    expect_str(visit("/a", .method = "PUT", .text = "data"), "200 hello",
               "a redirected PUT has an answer");
    expect_str(asked(), cases[_i].asked,
               "303 makes a GET of every method but HEAD; 301 and 302 do that to POST only");
}
END_TEST

/* Gives "ab", then "c", then the end. */
struct piece {
    struct coro coro;
    int *left;
    struct bytes bytes;
};

static struct bytes piece_bytes;

static void piece(struct coro *self)
{
    struct piece *my = (struct piece *)self;

    async (self) {
        static const char *const texts[] = {"", "c", "ab"};

        await(asyncio_sleep(0));
        if (*my->left < 0)
            async_raise(EIO);
        piece_bytes.size = strlen(texts[*my->left]);
        piece_bytes.data = (char *)texts[*my->left];
        *my->left -= *my->left > 0 ? 1 : 0;
        async_return(&piece_bytes);
    }
}

static struct coro *pieces(void *left)
{
    return coro(piece, .left = left);
}

START_TEST(redirect_of_a_source) /* _i: which status */
{
    static const struct {
        int status;
        const char *outcome, *asked;
    } cases[] = {
        {303, "200 hello", "1:POST /a(2|ab|1|c|0||) 1:GET /b"},
        {302, "200 hello", "1:POST /a(2|ab|1|c|0||) 1:GET /b"},
        {307, "!ESPIPE", "1:POST /a(2|ab|1|c|0||)"},
        {308, "!ESPIPE", "1:POST /a(2|ab|1|c|0||)"},
    };
    int left = 2;

    redirects(cases[_i].status, "/b");
    expect_str(visit("/a", .method = "POST", .source = pieces, .source_arg = &left),
               cases[_i].outcome,
               "a body from a source cannot be sent twice: ESPIPE where it would have to be");
    expect_str(asked(), cases[_i].asked, "a body from a source cannot be sent twice");
}
END_TEST

START_TEST(redirect_behind_a_source)
{
    int left = 2;

    redirects(302, "/b");
    redirects(307, "/c");
    expect_str(visit("/a", .method = "POST", .source = pieces, .source_arg = &left), "200 hello",
               "a request whose body is gone can be sent again");
    expect_str(asked(), "1:POST /a(2|ab|1|c|0||) 1:GET /b 1:GET /c",
               "what has become a GET stays a GET, however often it is sent elsewhere");
}
END_TEST

/* ---- 12.8: what is not for everybody ---------------------------------------------------------- */

static const struct header secrets[] = {
    {"Authorization", "Basic c2VjcmV0"}, {"Cookie", "id=1"}, {"X-Other", "1"}, {0}};

//! [origin]
START_TEST(redirect_to_another_origin)
{
    redirects(302, there("/b"));
    expect_str(visit("/a", .headers = secrets), "200 hello", "a redirect may lead elsewhere");
    expect_str(asked(), "1:GET /a 2:GET /b", "a redirect may lead to another server");
    expect_str(sent("Authorization"), "(none)",
               "what was meant for one server is not told to another");
    expect_str(sent("Cookie"), "(none)", "what was meant for one server is not told to another");
    expect_str(sent("X-Other"), "1", "all other fields go along");
}
END_TEST
//! [origin]

START_TEST(redirect_to_the_same_origin)
{
    redirects(302, here("/b"));
    expect_str(visit("/a", .headers = secrets), "200 hello", "a redirect is followed");
    expect_str(sent("Authorization"), secrets[0].value,
               "to the same host and port everything goes along");
    expect_str(sent("Cookie"), "id=1", "to the same host and port everything goes along");
}
END_TEST

START_TEST(redirect_of_a_post_to_another_origin)
{
    redirects(307, there("/b"));
    visit("/a", .method = "POST", .text = "data", .headers = secrets);
    expect_str(asked(), "1:POST /a(data) 2:POST /b(data)",
               "after a 307 method and body stay, also on the way to another server");
    expect_str(sent("Authorization"), "(none)",
               "what was meant for one server is not told to another");
}
END_TEST

/* ---- Where it leads -------------------------------------------------------------------------- */

START_TEST(follow_to_the_end)
{
    redirects(301, "b/c");
    redirects(302, "../d?e#f");
    expect_str(ask("/a/"), "200", "redirects are followed to the end");
    expect_str(asked(), "1:GET /a/ 1:GET /a/b/c 1:GET /a/d?e", "a Location may be relative");
    expect_int(kept->redirects, 2, "a response knows how many redirects there were");
    expect_str(kept->url.text, here("/a/d?e"), "a response knows where it came from");
}
END_TEST

START_TEST(follow_ten_times)
{
    for (int i = 0; i < 10; i++)
        redirects(302, "/again");
    expect_str(visit("/a"), "200 hello", "ten redirects are followed");
    for (int i = 0; i < 11; i++)
        redirects(302, "/again");
    expect_str(visit("/a"), "!ELOOP", "more than ten redirects are too many");
}
END_TEST

START_TEST(follow_nowhere) /* _i: which Location */
{
    static const struct {
        const char *location, *outcome;
    } cases[] = {{"https://127.0.0.1/", "!EPROTONOSUPPORT"},
                 {"http://user@127.0.0.1/", "!EINVAL"},
                 {"http://", "!EINVAL"},
                 {"/a b", "!EINVAL"}};

    redirects(302, cases[_i].location);
    expect_str(visit("/a"), cases[_i].outcome, "a Location that is no http URL is an error");
}
END_TEST

START_TEST(follow_not)
{
    redirects(302, "/b");
    expect_str(visit("/a", .stay = true), "302 body", "a redirect can be taken as the response");
    answers("HTTP/1.1 302 Found\r\nContent-Length: 4\r\n\r\nbody", THEN_STAYS);
    expect_str(visit("/a"), "302 body", "without a Location it leads nowhere");
    redirects(304, "/b");
    expect_str(visit("/a"), "304 ", "a 304 is no redirect");
    redirects(201, "/b");
    expect_str(visit("/a"), "201 body", "a 201 is no redirect");
}
END_TEST

START_TEST(follow_at_once) /* _i: from which answer */
{
    static const char *const texts[] = {
        "HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\nsome",
        "HTTP/1.1 302 Found\r\nLocation: /b\r\nConnection: close\r\nContent-Length: 9\r\n\r\nsome",
        "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 1000000\r\n\r\nsome",
    };

    answers(texts[_i], THEN_HOLDS);
    expect_str(visit("/a"), "200 hello",
               "nobody waits for the body of a redirect whose connection is not kept");
    expect_str(asked(), "1:GET /a 2:GET /b", "with the body unread the connection is not kept");
}
END_TEST

START_TEST(follow_soon)
{
    struct task *task;

    answers("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 9\r\n\r\nsome", THEN_HOLDS);
    task = begin(here("/a"));
    turns();
    virtual_advance(2);
    finish(task, 0, "nobody waits long for the body of a redirect");
    expect_str(asked(), "1:GET /a 2:GET /b", "with the body unread the connection is not kept");
}
END_TEST

/* ---- A body from a source -------------------------------------------------------------------- */

START_TEST(source_in_chunks)
{
    int left = 2;

    expect_str(visit("/a", .method = "POST", .source = pieces, .source_arg = &left), "200 hello",
               "a body may come from a source");
    expect_str(asked(), "1:POST /a(2|ab|1|c|0||)", "a body from a source is sent in chunks");
    expect_str(sent("Content-Length"), "(none)", "chunks have no length beside them");
    expect_int((int)session.connector.idle.count, 1, "behind the last chunk all is well");
}
END_TEST

START_TEST(source_that_fails)
{
    int left = -1;

    expect_str(visit("/a", .method = "POST", .source = pieces, .source_arg = &left), "!EIO",
               "an error of the source is the error of the request");
    expect_int((int)session.connector.idle.count, 0,
               "a request that was not sent to its end ends its connection");
}
END_TEST

/* A source that has nothing to give, and does not end. It tells whether anybody asks it. */
struct dry {
    struct coro coro;
    bool *asked;
    struct future never;
};

static void dry(struct coro *self)
{
    struct dry *my = (struct dry *)self;

    async (self) {
        *my->asked = true;
        future_init(&my->never, &loop);
        await(&my->never);
        finally
        {
            *my->asked = false;
        }
    }
}

static struct coro *dry_source(void *asked)
{
    return coro(dry, .asked = asked);
}

/* Sends what that source gives, and looks at it as soon as the request has failed. */
struct uploads {
    struct coro coro;
    struct client_response *response;
    bool asked;
    int error;
};

static void uploads(struct coro *self)
{
    struct uploads *my = (struct uploads *)self;

    async (self) {
        await_catch(my->error, my->response,
                    client_session_post(&session, here("/"), .source = dry_source,
                                        .source_arg = &my->asked, .timeout = 50));
        expect_true(!my->asked, "when a request has failed its source has ended");
        async_raise(my->error);
    }
}

START_TEST(source_of_a_request_that_fails) /* _i: how */
{
    static const struct {
        const char *answer;
        enum then then;
        int error;
    } cases[] = {
        {NULL, THEN_CLOSES, ECONNRESET},
        {NULL, THEN_TICKS, ETIMEDOUT},
        {"nonsense\r\n\r\n", THEN_HOLDS, BAD_MESSAGE},
        {"HTTP/1.1 307 Elsewhere\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n", THEN_HOLDS, ESPIPE},
    };

    reads_only(0);
    answers(cases[_i].answer, cases[_i].then);
    expect_error(run(coro(uploads), NULL), cases[_i].error, "a request may fail");
}
END_TEST

START_TEST(source_of_a_request_that_is_cancelled)
{
    struct task *task = loop_create_task(&loop, coro(uploads));

    turns();
    task_cancel(task);
    finish(task, ECANCELED, "a request can be cancelled");
}
END_TEST

Suite *client_suite(void);

Suite *client_suite(void)
{
    Suite *suite = suite_create("client");
    TCase *tests = client_exercise(suite, "12.8 outgoing_redirect", 4, "What a redirect becomes");

    tcase_add_loop_test(tests, redirect_of_a_get, 0, 5);
    tcase_add_loop_test(tests, redirect_of_a_post_becomes_get, 0, 3);
    tcase_add_loop_test(tests, redirect_of_a_post_stays, 0, 2);
    tcase_add_loop_test(tests, redirect_of_a_head, 0, 5);
    tcase_add_loop_test(tests, redirect_of_a_put, 0, 5);
    tcase_add_loop_test(tests, redirect_of_a_source, 0, 4);
    tcase_add_test(tests, redirect_behind_a_source);
    tcase_add_test(tests, redirect_to_another_origin);
    tcase_add_test(tests, redirect_to_the_same_origin);
    tcase_add_test(tests, redirect_of_a_post_to_another_origin);
    tcase_add_test(tests, follow_to_the_end);
    tcase_add_test(tests, follow_ten_times);
    tcase_add_loop_test(tests, follow_nowhere, 0, 4);
    tcase_add_test(tests, follow_not);
    tcase_add_loop_test(tests, follow_at_once, 0, 3);
    tcase_add_test(tests, follow_soon);
    tcase_add_test(tests, source_in_chunks);
    tcase_add_test(tests, source_that_fails);
    tcase_add_loop_test(tests, source_of_a_request_that_fails, 0, 4);
    tcase_add_test(tests, source_of_a_request_that_is_cancelled);
    add_client_urls(tests);
    add_client_answers(tests);
    add_client_sends(tests);
    return suite;
}
