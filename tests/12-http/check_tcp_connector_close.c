/*
 * Chapter 12: what becomes of requests and responses when their session is closed.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client_tests.h"
#include "sockets.h"

START_TEST(closed_session)
{
    visit("/a");
    expect_error(run(client_session_close(&session), NULL), 0, "a session can be closed");
    expect_int((int)session.connector.idle.count, 0, "a closed session has no connections");
    expect_str(visit("/b"), "!ESHUTDOWN", "a closed session sends nothing");
}
END_TEST

START_TEST(closed_under_a_response)
{
    union value value;

    answers(OK "\r\nsome", THEN_HOLDS);
    ask("/a");
    expect_error(run(client_session_close(&session), NULL), 0, "a session can be closed");
    expect_error(run(client_response_read(kept), &value), ECONNABORTED,
                 "the body of a response of a closed session does not just end");
}
END_TEST

START_TEST(closed_with_some_in_line)
{
    struct task *tasks[2];

    session.connector.limit = 1;
    answers(NULL, THEN_HOLDS);
    tasks[0] = begin(here("/a"));
    tasks[1] = begin(here("/b"));
    turns();
    expect_error(run(client_session_close(&session), NULL), 0, "a session can be closed");
    finish(tasks[0], ECONNABORTED, "a request under way ends with its session");
    finish(tasks[1], ESHUTDOWN, "who stands in line is told that the session is closed");
}
END_TEST

START_TEST(closed_while_connecting) /* _i: after so many iterations */
{
    struct task *task = begin(here("/a"));

    for (int i = 0; i < _i; i++)
        loop_run_once(&loop);
    expect_error(run(client_session_close(&session), NULL), 0, "a session can be closed");
    memset(&session, 0xee, sizeof session);
    expect_true(task_done(task), "when a session is closed no request uses it any more");
    client_session_init(&session);
    finish(task, _i < 3 ? ESHUTDOWN : ECONNABORTED, "a request under way ends with its session");
}
END_TEST

/*
 * The URL of a server whose queue is full: to connect takes until it has accepted one, which it never does.
 * A system may let more into the queue than it was told.
 */
static const char *url_of_the_busy(int *listening, int *queued, int count)
{
    static char url[64];
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    *listening = socket(AF_INET, SOCK_STREAM, 0);
    expect_int(bind(*listening, (struct sockaddr *)&address, size), 0, "the test itself goes well");
    expect_int(listen(*listening, 0), 0, "the test itself goes well");
    getsockname(*listening, (struct sockaddr *)&address, &size);
    for (int i = 0; i < count; i++) {
        expect_error(socket_open(AF_INET, &queued[i]), 0, "the test itself goes well");
        connect(queued[i], (struct sockaddr *)&address, size);
    }
    snprintf(url, sizeof url, "http://127.0.0.1:%d/", ntohs(address.sin_port));
    return url;
}

START_TEST(closed_while_it_connects_for_ever)
{
    int listening, queued[4];
    struct task *task = begin(url_of_the_busy(&listening, queued, 4));
    bool connected;

    turns();
    connected = session.connector.in_use.count > 0;
    expect_error(run(client_session_close(&session), NULL), 0, "a session can be closed");
    expect_true(task_done(task), "nobody goes on to connect for a session that is closed");
    finish(task, connected ? ECONNABORTED : ESHUTDOWN,
           "who is connecting is told that the session is closed");
    close(listening);
    for (int i = 0; i < 4; i++)
        close(queued[i]);
}
END_TEST

START_TEST(closed_and_cancelled_while_connecting)
{
    struct task *task = begin(here("/a"));

    loop_run_once(&loop);
    task_cancel(task);
    expect_error(run(client_session_close(&session), NULL), 0, "a session can be closed");
    finish(task, ECANCELED, "whoever is cancelled is told that, and nothing else");
}
END_TEST

void add_connector_closing(TCase *tests)
{
    tcase_add_test(tests, closed_session);
    tcase_add_test(tests, closed_under_a_response);
    tcase_add_test(tests, closed_with_some_in_line);
    tcase_add_loop_test(tests, closed_while_connecting, 0, 6);
    tcase_add_test(tests, closed_while_it_connects_for_ever);
    tcase_add_test(tests, closed_and_cancelled_while_connecting);
}
