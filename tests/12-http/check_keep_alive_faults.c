/*
 * Chapter 12: whatever fails in the middle of a request, and wherever it is cancelled: nothing leaks, nothing
 * breaks, and the next one is served.
 */
#include <stdio.h>
#include <string.h>

#include "fault.h"
#include "server_tests.h"

/* One of each: a body by length, one in chunks, a stream, a name, a query, and something that is wrong. */
#define ALL                                                                                        \
    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"                               \
    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"    \
    "GET /stream HTTP/1.1\r\nHost: a\r\n\r\nGET http://b/items/a?q=b HTTP/1.1\r\nHost: a\r\n\r\n"  \
    "PUT / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nA : b\r\n\r\n"

/* Lets one call after the other of FUNCTION fail, and looks whether all is well afterwards. */
static void fails_in_turn(const char *function, int error)
{
    int calls = 0;

    for (int i = 1; i == 1 || i <= calls; i++) {
        *heard = '\0';
        fault_inject(function, error, i, 1);
        asyncio_run(scene_of(ALL));
        fault_clear();
        expect_ptr(strstr(heard, "(null)"), NULL,
                   "a handler has what its client has sent, or is not called");
        if (i == 1) {
            const int before = fault_calls(function);

            asyncio_run(scene_of(ALL));
            calls = fault_calls(function) - before;
        }
    }
    journal_clear();
    expect_str(said(REQUEST("GET / HTTP/1.1")), HELLO,
               "after whatever has failed, the next one is served");
}

START_TEST(fails_without_memory)
{
    static const char *const functions[] = {"malloc", "calloc", "realloc"};

    if (fault_supported())
        fails_in_turn(functions[_i], ENOMEM);
}
END_TEST

START_TEST(fails_in_a_head)
{
    for (int i = 1; fault_supported() && i <= 60; i++) {
        fault_inject("malloc", ENOMEM, i, 1);
        said(REQUEST("GET /stubborn HTTP/1.1"));
        fault_clear();
        expect_true(*heard == '\0' || strncmp(heard, "HTTP/1.1 ", 9) == 0,
                    "no body is sent without its head");
    }
}
END_TEST

START_TEST(fails_in_a_system_call)
{
    static const struct {
        const char *function;
        int error;
    } faults[] = {
        {"send", EPIPE},      {"send", ECONNRESET}, {"send", EAGAIN}, {"send", EINTR},
        {"read", ECONNRESET}, {"read", EAGAIN},     {"read", EINTR},  {"accept", EMFILE},
        {"socket", EMFILE},   {"select", EINTR},
    };

    if (fault_supported())
        fails_in_turn(faults[_i].function, faults[_i].error);
}
END_TEST

/* Runs a scene, and cancels it after so many turns. */
struct cancelled {
    struct coro coro;
    struct task *scene;
    int turns;
    int i;
    int error;
};

static void cancelled(struct coro *self)
{
    struct cancelled *my = (struct cancelled *)self;

    async (self) {
        my->scene = asyncio_create_task(scene_of(ALL));
        for (my->i = 0; my->i < my->turns; my->i++)
            await(asyncio_sleep(0));
        task_cancel(my->scene);
        await_catch(my->error, my->scene);
        finally {
            task_release(my->scene);
        }
    }
}

START_TEST(fails_by_a_cancel)
{
    for (int turns = 0; turns < 60; turns++) {
        *heard = '\0';
        asyncio_run(coro(cancelled, .turns = turns));
    }
    journal_clear();
    expect_str(said(REQUEST("GET / HTTP/1.1")), HELLO,
               "wherever a server was cancelled, another one can serve");
}
END_TEST

void add_faults(TCase *tests)
{
    tcase_add_loop_test(tests, fails_without_memory, 0, 3);
    tcase_add_test(tests, fails_in_a_head);
    tcase_add_loop_test(tests, fails_in_a_system_call, 0, 10);
    tcase_add_test(tests, fails_by_a_cancel);
}
