/*
 * Chapter 12: which connections are used again, how many there may be, and for how long.
 */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "client_tests.h"

/* ---- The connector by itself ----------------------------------------------------------------- */

static struct tcp_connector *const connector = &session.connector;

/* A connection to the server; or to the other one. */
static struct client_connection *connection_to(const char *url_text)
{
    struct url url;
    union value value = {0};
    int error;

    expect_error(url_parse(&url, url_text), 0, "the test itself goes well");
    error = run(tcp_connector_connect(connector, &url, false, NO_TIMEOUT), &value);
    url_destroy(&url);
    expect_error(error, 0, "a server that listens can be connected to");
    return value.pointer;
}

/* Idle connections to the server: in ITS they stand as they were given back. */
static void connections_idle(struct client_connection **its, int count)
{
    for (int i = 0; i < count; i++)
        its[i] = connection_to(here("/"));
    for (int i = 0; i < count; i++)
        client_connection_release(its[i], true);
}

/* Which of them CONNECTION is, from 1 on; 0: none. */
static int number_of(const struct client_connection *connection, struct client_connection **its,
                     int count)
{
    for (int i = 0; i < count; i++)
        if (its[i] == connection)
            return i + 1;
    return 0;
}

/* Whether it was there before. */
static const char *kind_of(const struct client_connection *connection)
{
    return connection->reused ? "an old one" : "a new one";
}

static struct stream_reader *reader_of(struct client_connection *connection)
{
    return &connection->stream->reader;
}

/* ---- 12.7 idle_take -------------------------------------------------------------------------- */

START_TEST(take_it_again)
{
    expect_str(visit("/a"), "200 hello", "a request has an answer");
    expect_str(visit("/b"), "200 hello", "a connection can be used again");
    expect_str(visit("/c"), "200 hello", "a connection can be used again and again");
    expect_str(asked(), "1:GET /a 1:GET /b 1:GET /c",
               "a request goes over the connection of the one before");
}
END_TEST

START_TEST(take_the_newest)
{
    struct client_connection *its[3], *taken;

    connections_idle(its, 3);
    taken = connection_to(here("/"));
    expect_int(number_of(taken, its, 3), 3, "of many idle connections the newest is taken");
    client_connection_release(its[2], true);
    taken = connection_to(here("/"));
    expect_int(number_of(taken, its, 3), 3, "of many idle connections the newest is taken");
    taken = connection_to(here("/"));
    expect_int(number_of(taken, its, 3), 2, "when the newest is in use, the next one is taken");
    client_connection_release(its[1], true);
    client_connection_release(its[2], true);
}
END_TEST

START_TEST(take_and_have_it_alone)
{
    struct client_connection *its[1], *taken;

    connections_idle(its, 1);
    taken = connection_to(here("/"));
    expect_int(number_of(taken, its, 1), 1, "an idle connection is used again");
    expect_int((int)connector->idle.count, 0, "a connection that is taken is not idle any more");
    expect_int((int)connector->in_use.count, 1, "a connection that is taken is in use");
    expect_str(kind_of(taken), "an old one", "a connection that is taken again counts as reused");
    client_connection_release(taken, true);
}
END_TEST

START_TEST(take_none_of_another_host)
{
    expect_str(visit("/a"), "200 hello", "a request has an answer");
    expect_str(visit(there("/b")), "200 hello", "a request to another server has its answer");
    expect_str(visit("/c"), "200 hello", "a request has an answer");
    expect_str(asked(), "1:GET /a 2:GET /b 1:GET /c",
               "a connection is used again for its own host and port only");
}
END_TEST

/*
 * Finds out that a connection is stale in the very moment in which somebody wants one; or, how 3, only the
 * system knows: the loop has not looked yet.
 */
static void goes_stale(struct client_connection *connection, int how)
{
    if (how == 3)
        shutdown(stream_writer_get_fd(&connection->stream->writer), SHUT_RD);
    else if (how == 0)
        stream_reader_feed_eof(reader_of(connection));
    else if (how == 1)
        stream_reader_feed_data(reader_of(connection), OK, sizeof OK - 1);
    else
        stream_reader_set_exception(reader_of(connection), ECONNRESET);
}

/* Lets idle connections go stale, and asks for one in the same step. */
struct asks_late {
    struct coro coro;
    struct client_connection **stale;
    int count, how;
    struct url url;
    struct client_connection *connection;
};

/* How many idle connections there were right behind that. */
static size_t idle_left;

static void asks_late(struct coro *self)
{
    struct asks_late *my = (struct asks_late *)self;

    async (self) {
        expect_error(url_parse(&my->url, here("/")), 0, "the test itself goes well");
        while (--my->count >= 0)
            goes_stale(my->stale[my->count], my->how);
        await(my->connection, tcp_connector_connect(connector, &my->url, false, NO_TIMEOUT));
        idle_left = connector->idle.count;
        async_return(my->connection);
        finally
        {
            url_destroy(&my->url);
        }
    }
}

static struct client_connection *taken_when_stale(struct client_connection **stale, int count,
                                                  int how)
{
    union value value = {0};

    expect_error(run(coro(asks_late, .stale = stale, .count = count, .how = how), &value), 0,
                 "with stale connections only, a new one is made");
    return value.pointer;
}

START_TEST(take_none_that_is_stale) /* _i: how */
{
    static const char *const rules[] = {
        "a connection that the server has closed is not used again",
        ("a connection with bytes in it that nobody asked for is "
         "not used again: they would be taken "
         "for the next answer"),
        "a connection that is broken is not used again",
        ("a connection whose end has come is not used again, also if "
         "the loop has not seen that yet")};
    struct client_connection *its[1], *taken;

    connections_idle(its, 1);
    taken = taken_when_stale(its, 1, _i);
    expect_str(kind_of(taken), "a new one", rules[_i]);
    client_connection_release(taken, true);
}
END_TEST

START_TEST(take_one_behind_the_stale)
{
    struct client_connection *its[3], *taken, *stale[1];

    connections_idle(its, 3);
    stale[0] = its[2];
    taken = taken_when_stale(stale, 1, 0);
    expect_int(number_of(taken, its, 3), 2, "behind a stale connection the next one is looked at");
    expect_int((int)idle_left, 1, "a stale connection is closed when it is found");
    client_connection_release(taken, true);
}
END_TEST

START_TEST(take_none_of_many_stale)
{
    struct client_connection *its[3], *taken;

    connections_idle(its, 3);
    taken = taken_when_stale(its, 3, 0);
    expect_str(kind_of(taken), "a new one", "with stale connections only, a new one is made");
    expect_int((int)connector->idle.count, 0, "all stale connections are closed on the way");
    client_connection_release(taken, true);
}
END_TEST

START_TEST(take_and_try_again)
{
    visit("/a");
    answers(NULL, THEN_CLOSES);
    expect_str(visit("/b"), "200 hello",
               "a request over a reused connection that ends without an answer is sent again");
    expect_str(asked(), "1:GET /a 1:GET /b 2:GET /b", "it is sent again over a new connection");
}
END_TEST

START_TEST(take_and_try_only_once)
{
    visit("/a");
    answers(NULL, THEN_CLOSES);
    answers(NULL, THEN_CLOSES);
    expect_str(visit("/b"), "!ECONNRESET", "a request is sent again only once");
    expect_str(asked(), "1:GET /a 1:GET /b 2:GET /b", "a request is sent again only once");
    answers(NULL, THEN_CLOSES);
    expect_str(visit("/c"), "!ECONNRESET", "a request over a new connection is not sent again");
    expect_str(asked(), "3:GET /c", "a request over a new connection is not sent again");
}
END_TEST

START_TEST(take_and_never_post_twice)
{
    visit("/a");
    answers(NULL, THEN_CLOSES);
    expect_str(visit("/b", .method = "POST", .text = "data"), "!ECONNRESET",
               "a POST is not sent again: it may have been done");
    expect_str(asked(), "1:GET /a 1:POST /b(data)", "a POST is not sent again");
    visit("/c");
    answers(NULL, THEN_CLOSES);
    expect_str(visit("/c", .method = "get"), "!ECONNRESET",
               "methods know capitals: who knows what a \"get\" is?");
    visit("/c");
    answers("H", THEN_CLOSES);
    expect_str(visit("/d"), "!INCOMPLETE_READ",
               "once a byte has come, a request is not sent again");
}
END_TEST

/* ---- What is kept ---------------------------------------------------------------------------- */

START_TEST(kept_only_when_read)
{
    expect_str(ask("/a"), "200", "a response is there before its body");
    expect_int((int)connector->idle.count, 0, "a connection with a body in it is not given back");
    client_response_release(kept);
    kept = NULL;
    expect_int((int)connector->idle.count, 0, "with some of the body unread it is closed");
    visit("/b");
    expect_str(asked(), "1:GET /a 2:GET /b", "what was not read to its end is not used again");
}
END_TEST

START_TEST(kept_as_it_is_said) /* _i: which answer */
{
    static const struct {
        const char *answer;
        bool keeps;
    } cases[] = {
        {OK "Content-Length: 2\r\n\r\nok", true},
        {OK "Content-Length: 2\r\nConnection: close\r\n\r\nok", false},
        {"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", false},
        {"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok", true},
        {OK "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", true},
        {OK "Content-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n", false},
        {"HTTP/1.1 204 No Content\r\n\r\n", true},
    };

    answers(cases[_i].answer, THEN_STAYS);
    expect_true(visit("/")[0] == '2', "the answer is understood");
    expect_int((int)connector->idle.count, cases[_i].keeps,
               "a connection is kept if the server says so, and nothing is left in it");
}
END_TEST

START_TEST(kept_until_the_end_comes)
{
    answers(OK "Content-Length: 2\r\n\r\nok", THEN_CLOSES);
    visit("/a");
    until(&connector->idle.count, 0);
    visit("/b");
    expect_str(asked(), "1:GET /a 2:GET /b", "an idle connection that ends is dropped");
}
END_TEST

START_TEST(kept_for_a_time)
{
    visit("/a");
    virtual_advance(10);
    visit(there("/b"));
    virtual_advance(5);
    turns();
    expect_int((int)connector->idle.count, 1, "an idle connection is closed after its time");
    virtual_advance(10);
    turns();
    expect_int((int)connector->idle.count, 0, "each idle connection has its own time");
}
END_TEST

START_TEST(kept_never)
{
    connector->force_close = true;
    visit("/a");
    expect_str(sent("Connection"), "close", "the server is told that nothing follows");
    visit("/b");
    expect_str(asked(), "1:GET /a 2:GET /b", "with force_close no connection is used again");
}
END_TEST

/* ---- How many -------------------------------------------------------------------------------- */

START_TEST(limit_of_all)
{
    struct task *tasks[5];
    const char *seen;

    connector->limit = 2;
    for (int i = 0; i < 5; i++)
        tasks[i] = begin(here("/"));
    for (int i = 0; i < 5; i++)
        finish(tasks[i], 0, "whoever waits in line has his turn");
    seen = asked();
    expect_true(strstr(seen, "2:") != NULL,
                "up to the limit there are several connections at once");
    expect_true(strstr(seen, "3:") == NULL,
                "there are never more connections than the limit allows");
}
END_TEST

START_TEST(limit_of_one_host)
{
    struct task *tasks[4];

    connector->limit_per_host = 1;
    tasks[0] = begin(here("/a"));
    tasks[1] = begin(here("/b"));
    tasks[2] = begin(here("/c"));
    tasks[3] = begin(there("/d"));
    for (int i = 3; i >= 0; i--)
        finish(tasks[i], 0, "whoever waits in line has his turn");
    expect_str(asked(), "1:GET /a 2:GET /d 1:GET /b 1:GET /c",
               "nobody waits behind one whose host is full");
}
END_TEST

START_TEST(limit_makes_idle_ones_go)
{
    connector->limit = 1;
    visit("/a");
    expect_str(visit(there("/b")), "200 hello", "idle connections make way for a new one");
    expect_int((int)connector->idle.count, 1, "idle connections make way for a new one");
    visit("/c");
    expect_str(asked(), "1:GET /a 2:GET /b 3:GET /c", "idle connections make way for a new one");
}
END_TEST

START_TEST(limit_and_a_cancel) /* _i: who is cancelled */
{
    struct task *tasks[3];

    connector->limit = 1;
    answers(NULL, THEN_HOLDS);
    for (int i = 0; i < 3; i++)
        tasks[i] = begin(here("/"));
    turns();
    task_cancel(tasks[0]);
    if (_i == 1)
        task_cancel(tasks[1]); /* in line, or just handed its place */
    for (int i = 0; i < 3; i++)
        finish(tasks[i], i <= _i ? ECANCELED : 0,
               "a place of one who is cancelled is the next one's");
    expect_int((int)connector->places, 0, "each place is given back once");
}
END_TEST

START_TEST(limit_and_a_cancel_with_a_place)
{
    struct task *tasks[3];

    connector->limit = 1;
    ask("/a");
    tasks[0] = begin(here("/b"));
    tasks[1] = begin(here("/c"));
    turns();
    client_response_release(kept);
    kept = NULL;
    task_cancel(tasks[0]);
    finish(tasks[0], ECANCELED, "one who waits in line can be cancelled");
    finish(tasks[1], 0, "a place in the hand of one who is cancelled goes to the next");
    expect_int((int)connector->places, 0, "each place is given back once");
}
END_TEST

START_TEST(limit_and_the_time)
{
    struct task *tasks[2];

    connector->limit = 1;
    session.timeout = 99;
    answers(NULL, THEN_HOLDS);
    tasks[0] = begin(here("/a"));
    tasks[1] = begin(here("/b"));
    turns();
    virtual_advance(100);
    finish(tasks[0], ETIMEDOUT, "a request may take so long, and no longer");
    finish(tasks[1], ETIMEDOUT, "to stand in line counts, too");
    expect_int((int)connector->places, 0, "each place is given back once");
    expect_str(asked(), "1:GET /a", "who is out of time sends nothing any more");
}
END_TEST

Suite *tcp_connector_suite(void);

Suite *tcp_connector_suite(void)
{
    Suite *suite = suite_create("tcp_connector");
    TCase *tests = client_exercise(suite, "12.7 idle_take", 5, "Reusing a connection");

    tcase_add_test(tests, take_and_have_it_alone);
    tcase_add_test(tests, take_it_again);
    tcase_add_test(tests, take_the_newest);
    tcase_add_test(tests, take_none_of_another_host);
    tcase_add_loop_test(tests, take_none_that_is_stale, 0, 4);
    tcase_add_test(tests, take_one_behind_the_stale);
    tcase_add_test(tests, take_none_of_many_stale);
    tcase_add_test(tests, take_and_try_again);
    tcase_add_test(tests, take_and_try_only_once);
    tcase_add_test(tests, take_and_never_post_twice);
    tcase_add_test(tests, kept_only_when_read);
    tcase_add_loop_test(tests, kept_as_it_is_said, 0, 7);
    tcase_add_test(tests, kept_until_the_end_comes);
    tcase_add_test(tests, kept_for_a_time);
    tcase_add_test(tests, kept_never);
    tcase_add_test(tests, limit_of_all);
    tcase_add_test(tests, limit_of_one_host);
    tcase_add_test(tests, limit_makes_idle_ones_go);
    tcase_add_loop_test(tests, limit_and_a_cancel, 0, 2);
    tcase_add_test(tests, limit_and_a_cancel_with_a_place);
    tcase_add_test(tests, limit_and_the_time);
    add_connector_closing(tests);
    return suite;
}
