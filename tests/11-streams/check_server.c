/*
 * Chapter 11: serving.
 *
 * SV2 (each client its own), SV3 (as many as there are), SV4 (no descriptors), SV5 (a handler that fails).
 */
#include "stream_tests.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* A server on the virtual clock, in whose listening socket there is something to do from now on. */
static void start_virtual_server(void)
{
    create_server();
    virtual_takes_over(&loop);
    expect_error(server_start_serving(&server), 0, "a server can begin to serve");
    virtual_ready_at(0, server.listening[0].fd, EVENT_READ);
}

/* ---- 11.7 accept ---------------------------------------------------------------------------- */

START_TEST(accept_a_client) /* SV2 */
{
    int fd;

    start_server();
    fd = client("hello\n");
    expect_str(turns(6), "+", "whoever connects is served by what the handler makes");
    expect_str(gets_of(fd), "hello\n", "what the client sends comes to the handler, and back");
    shutdown(fd, SHUT_WR);
    expect_str(turns(6), "-", "the handler sees the end of the client");
    expect_str(gets_of(fd), "end", "when its handler has ended, a connection is closed");
}
END_TEST

START_TEST(accept_each_by_itself) /* SV2 */
{
    int one, two;

    start_server();
    one = client("o");
    two = client("t");
    expect_str(turns(6), "++", "each client has a task of its own");
    send(two, "wo\n", 3, 0);
    turns(6);
    expect_str(gets_of(one), "", "each client has a stream of its own");
    expect_str(gets_of(two), "two\n", "each client has a stream of its own");
    send(one, "ne\n", 3, 0);
    turns(6);
    expect_str(gets_of(one), "one\n", "each client has a stream of its own");
}
END_TEST

START_TEST(accept_the_number_0) /* SV2 */
{
    start_server();
    client("");
    close(0); /* as in a daemon: the next descriptor has this number */
    expect_str(turns(6), "+", "0 is a descriptor, too");
}
END_TEST

START_TEST(accept_all_that_wait) /* SV3 */
{
    start_server();
    for (int i = 0; i < 20; i++)
        client("");
    expect_str(turns(2), "++++++++++++++++++++",
               "all who wait to be accepted are, in one iteration, and begin in the next");
    if (fault_supported())
        expect_int(fault_calls("accept"), 21, "the accept that finds nobody is the last");
}
END_TEST

START_TEST(accept_nobody) /* SV3; _i: the error */
{
    static const int errors[] = {EAGAIN, EWOULDBLOCK, EINTR, ECONNABORTED, EPROTO};

    if (!fault_supported())
        return;
    start_server();
    client("");
    fault_inject("accept", errors[_i], 1, 1);
    expect_str(turns(3), "+", "nobody to accept after all is no error: the next time somebody is");
    expect_int(fault_calls("accept"), 3, "when there is nobody more it is enough, for this time");
}
END_TEST

//! [pause]
START_TEST(accept_without_descriptors) /* SV4; _i: the error */
{
    static const int errors[] = {EMFILE, ENFILE, ENOBUFS, ENOMEM};
    char report[64];

    if (!fault_supported())
        return;
    start_virtual_server();
    client("");
    fault_inject("accept", errors[_i], 1, 1);
    snprintf(report, sizeof report, "report: %s;", errno_name(errors[_i]));
    expect_str(turns(10), report, "that there are no descriptors is reported, once");
    expect_int(fault_calls("accept"), 1, "it stops accepting, or the loop would spin");
    expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    expect_time(virtual_time(), 1, "it stops accepting for a second");
    expect_str(turns(2), "+", "after that it goes on");
}
END_TEST
//! [pause]

START_TEST(accept_some_before_that) /* SV4 */
{
    if (!fault_supported())
        return;
    start_virtual_server();
    client("");
    client("");
    client("");
    fault_inject("accept", EMFILE, 3, 2);
    expect_str(turns(3), "report: EMFILE;++", "who was accepted before is served");
    expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    expect_str(turns(2), "report: EMFILE;", "without descriptors it stops again");
    expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    expect_time(virtual_time(), 2, "without descriptors it stops again");
    expect_str(turns(2), "+", "after that it goes on");
}
END_TEST

START_TEST(accept_no_more) /* SV4, SV6 */
{
    if (!fault_supported())
        return;
    start_virtual_server();
    client("");
    fault_inject("accept", EMFILE, 1, 1);
    turns(3);
    server_close(&server);
    expect_int(loop.timers.count, 0, "a server that is closed does not go on after a pause");
}
END_TEST

/* An exception handler that closes the server. */
static int report_and_close(struct loop *of, const struct exception_context *context)
{
    server_close(&server);
    return journal_report(of, context);
}

START_TEST(accept_and_close_in_the_report) /* SV4, SV6 */
{
    if (!fault_supported())
        return;
    start_virtual_server();
    loop_set_exception_handler(&loop, report_and_close);
    client("");
    fault_inject("accept", EMFILE, 1, 1);
    expect_str(turns(3), "report: EMFILE;", "who is told may close the server");
    expect_int(loop.timers.count, 0, "a server that is closed does not go on after a pause");
}
END_TEST

START_TEST(accept_and_fail) /* SV5 */
{
    int one, two;

    start_server();
    one = client("fail\n");
    expect_str(turns(6), "+-report: EIO;", "a handler that fails is reported");
    expect_str(gets_of(one), "end", "a handler that fails closes its connection");
    two = client("hello\n");
    expect_str(turns(6), "+", "the server goes on");
    expect_str(gets_of(two), "hello\n", "the server goes on");
}
END_TEST

START_TEST(accept_and_cancel) /* SV5 */
{
    int fd;

    start_server();
    fd = client("");
    turns(3);
    task_cancel(loop.all_tasks);
    expect_str(turns(6), "-", "a handler that is cancelled is not reported");
    expect_str(gets_of(fd), "end", "a handler that is cancelled closes its connection");
}
END_TEST

/* A handler that can not be made. */
static struct coro *serve_nobody(struct stream_reader *of, struct stream_writer *to, void *arg)
{
    server.handler = serve;
    (void)of, (void)to, (void)arg;
    return NULL;
}

START_TEST(accept_and_serve_nobody)
{
    int fd;

    start_server();
    server.handler = serve_nobody;
    fd = client("");
    expect_str(turns(6), "report: ENOMEM;", "a client who can't be served is reported");
    expect_str(gets_of(fd), "end", "a client who can't be served is let go");
    client("");
    expect_str(turns(6), "+", "the server goes on");
}
END_TEST

START_TEST(accept_without_memory) /* _i: which of the allocations fails */
{
    int before;

    if (!fault_supported())
        return;
    start_server();
    client("");
    turns(4);
    client("");
    before = next_fd();
    coro_free_memory(); /* so that frames, too, are allocated */
    fault_inject("malloc", ENOMEM, _i, 1);
    expect_str(turns(6), "report: ENOMEM;", "a client without memory for him is reported");
    fault_clear();
    expect_int(next_fd(), before, "a client who can't be served leaves no descriptor behind");
    client("");
    expect_str(turns(6), "+", "the server goes on");
}
END_TEST

/* A handler that closes the server. */
static struct coro *serve_and_close(struct stream_reader *of, struct stream_writer *to, void *arg)
{
    server_close(&server);
    return serve(of, to, arg);
}

START_TEST(accept_the_last) /* SV6 */
{
    start_server();
    server.handler = serve_and_close;
    client("");
    client("");
    expect_str(turns(6), "+", "after a close nobody is accepted, not even in the same go");
}
END_TEST

START_TEST(accept_sets_up)
{
    struct stream *accepted;
    int fd;

    start_server();
    client("");
    turns(3);
    accepted = loop_find_streams(&loop)->first;
    fd = stream_writer_get_fd(&accepted->writer);
    expect_true(fcntl(fd, F_GETFL) & O_NONBLOCK, "the socket of a client never blocks");
    expect_true(fcntl(fd, F_GETFD) & FD_CLOEXEC, "the socket of a client is not inherited");
}
END_TEST

Suite *server_suite(void)
{
    Suite *suite = suite_create("server");
    TCase *tests = server_exercise(suite, "11.7 accept", 5, "A client comes");

    tcase_add_test(tests, accept_a_client);
    tcase_add_test(tests, accept_each_by_itself);
    tcase_add_test(tests, accept_the_number_0);
    tcase_add_test(tests, accept_all_that_wait);
    tcase_add_loop_test(tests, accept_nobody, 0, 5);
    tcase_add_loop_test(tests, accept_without_descriptors, 0, 4);
    tcase_add_test(tests, accept_some_before_that);
    tcase_add_test(tests, accept_no_more);
    tcase_add_test(tests, accept_and_close_in_the_report);
    tcase_add_test(tests, accept_and_fail);
    tcase_add_test(tests, accept_and_cancel);
    tcase_add_test(tests, accept_and_serve_nobody);
    tcase_add_loop_test(tests, accept_without_memory, 1, 4);
    tcase_add_test(tests, accept_the_last);
    tcase_add_test(tests, accept_sets_up);
    add_starting(tests);
    add_connecting(tests);
    return suite;
}
