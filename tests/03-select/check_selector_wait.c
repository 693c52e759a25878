/*
 * Chapter 3: the rules of waiting in select(), on real sockets.
 *
 * S1 (level-triggered), S3 (both sides of one descriptor), S11 (EINTR is no error), T1 and T11 (a wait
 * is not short, and no busy loop).
 */
#include <fcntl.h>
#include <math.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "fault.h"
#include "selector_tests.h"

START_TEST(select_finds_what_is_ready)
{
    feed(x), feed(z);
    add(x, EVENT_READ), add(y, EVENT_READ), add(z, EVENT_READ);
    expect_str(look(), "x:read z:read", "what is ready is found, and nothing else");
    expect_int(selector.ready_count, 2, "each ready descriptor is in the answer once");
}
END_TEST

START_TEST(select_finds_both_sides_at_once) /* S3 */
{
    feed(x);
    add(x, BOTH), add(y, BOTH);
    expect_str(look(), "x:read+write y:write", "both sides of a descriptor are one answer");
    expect_int(selector.ready_count, 2, "each ready descriptor is in the answer once");
}
END_TEST

START_TEST(select_finds_nothing)
{
    add(x, EVENT_READ);
    expect_str(look(), "", "what is not ready is not found");
    expect_int(selector.ready_count, 0, "what is not ready is not found");
}
END_TEST

START_TEST(select_finds_room)
{
    char block[4096] = {0};

    fcntl(y, F_SETFL, O_NONBLOCK);
    while (write(y, block, sizeof block) > 0)
        continue;
    add(x, EVENT_WRITE), add(y, EVENT_WRITE);
    expect_str(look(), "x:write",
               "a descriptor with room to write is found writable, a full one not");
}
END_TEST

START_TEST(select_asks_up_to_the_highest)
{
    int first_argument;

    feed(z);
    add(z, EVENT_READ);
    expect_str(look(), "z:read", "the highest descriptor is watched like the others");
    first_argument = limit_or(51);
    expect_int(first_argument, 51,
               "the first argument of select() is one more than the highest number");
}
END_TEST

START_TEST(select_is_level_triggered) /* S1 */
{
    char byte;

    feed(x);
    add(x, BOTH), add(y, EVENT_READ);
    for (int i = 0; i < 3; i++)
        expect_str(look(), "x:read+write",
                   "a descriptor is found again and again, as long as it is ready");
    expect_int(read(x, &byte, 1), 1, "the byte is there");
    expect_str(look(), "x:write", "what was read is ready no more");
    feed(y);
    expect_str(look(), "x:write y:read", "who was not ready before is still watched");
}
END_TEST

START_TEST(select_finds_an_end)
{
    add(x, EVENT_READ);
    shutdown(peer_of(x), SHUT_WR);
    expect_str(look(), "x:read", "the end of a stream is something to read");
}
END_TEST

/* A listening socket on the loopback, and its address. */
static int listening(struct sockaddr_in *address)
{
    int fd = keep(socket(AF_INET, SOCK_STREAM, 0));
    socklen_t size = sizeof *address;

    *address =
        (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    expect_int(bind(fd, (struct sockaddr *)address, size), 0, "the test gets a port");
    expect_int(listen(fd, 1), 0, "the test can listen");
    getsockname(fd, (struct sockaddr *)address, &size);
    return fd;
}

START_TEST(select_finds_a_connection)
{
    struct sockaddr_in address;
    int fd = listening(&address);

    name('l', fd, -1);
    add(fd, EVENT_READ);
    expect_str(look(), "", "without a connection there is nothing to accept");
    expect_int(
        connect(keep(socket(AF_INET, SOCK_STREAM, 0)), (struct sockaddr *)&address, sizeof address),
        0, "the test can connect");
    expect_error(selector_select(&selector, 10), 0, "a wait does not fail");
    expect_str(answer(), "l:read", "a connection that waits is something to read");
}
END_TEST

START_TEST(select_finds_many)
{
    static bool seen[FD_SETSIZE];

    memset(seen, 0, sizeof seen);
    feed(x);
    for (int i = 0; i < 100; i++)
        add(keep(dup(x)), EVENT_READ);
    look();
    expect_int(selector.ready_count, 100, "all hundred that are ready are found");
    for (int i = 0; i < 100; i++) {
        expect_true(!seen[selector.ready[i].fd], "each ready descriptor is in the answer once");
        seen[selector.ready[i].fd] = true;
    }
}
END_TEST

/* How long select() is told to wait, in microseconds, for a timeout in seconds. -1: a null pointer. */
static const struct {
    double timeout;
    long long wait;
    const char *rule;
} waits[] = {
    {0, 0, "a timeout of 0 looks and does not wait"},
    {-0.0, 0, "-0.0 is not negative: it looks and does not wait"},
    {0.5, 500000, "select() waits for the timeout, in seconds and microseconds"},
    {2.25, 2250000, "select() waits for the timeout, in seconds and microseconds"},
    {3, 3000000, "select() waits for the timeout, in seconds and microseconds"},
    {0.0000001, 1, "a timeout is rounded up, or the last microsecond is a busy loop"},
    {0.0100001, 10001, "a timeout is rounded up, or the last microsecond is a busy loop"},
    {-1, -1, "a negative timeout waits without end: a null pointer"},
    {-0.001, -1, "a negative timeout waits without end: a null pointer"},
    {-HUGE_VAL, -1, "a negative timeout waits without end: a null pointer"},
    {1e300, 86400000000, "a timeout that no timeval can hold counts as a day"},
    {HUGE_VAL, 86400000000, "a timeout that no timeval can hold counts as a day"},
};

START_TEST(select_waits_so_long) /* T11 */
{
    long long wait;
    int error;

    feed(x);
    add(x, EVENT_READ); /* or the test would really wait */
    error = selector_select(&selector, waits[_i].timeout);
    wait = fault_supported() ? fault_select_wait() : waits[_i].wait;
    expect_int(wait, waits[_i].wait, waits[_i].rule);
    expect_error(error, 0, "a timeval has less than a million microseconds: the rest are seconds");
}
END_TEST

START_TEST(select_waits_for_no_number)
{
    long long wait;

    feed(x);
    add(x, EVENT_READ);
    selector_select(&selector, NAN);
    wait = fault_supported() ? fault_select_wait() : 0;
    expect_int(wait, 0, "a timeout that is no number looks and does not wait");
}
END_TEST

START_TEST(select_waits_in_one_call) /* T1, T11; real time is the subject */
{
    const double begin = clock_monotonic(), timeout = 0.02;
    int calls;

    add(x, EVENT_READ);
    expect_error(selector_select(&selector, timeout), 0, "a wait does not fail");
    expect_true(clock_monotonic() - begin >= timeout, "a wait never ends early with nothing found");
    calls = fault_supported() ? fault_calls("select") : 1;
    expect_int(calls, 1, "a wait is one system call, however long it is");
}
END_TEST

START_TEST(select_ends_a_wait)
{
    const double begin = clock_monotonic();

    add(x, EVENT_READ), add(y, EVENT_READ);
    feed(y);
    expect_error(selector_select(&selector, 5), 0, "a wait does not fail");
    expect_str(answer(), "y:read", "what is ready ends the wait, and is found");
    expect_error(selector_select(&selector, -1), 0, "a wait does not fail");
    expect_str(answer(), "y:read", "what is ready ends a wait without end");
    expect_true(clock_monotonic() - begin < 5, "what is ready ends the wait at once");
}
END_TEST

//! [eintr]
START_TEST(select_takes_a_signal_lightly) /* S11 */
{
    feed(x);
    add(x, EVENT_READ), add(y, BOTH);
    look();
    if (!fault_supported())
        return;
    fault_inject("select", EINTR, 1, 1);
    expect_error(selector_select(&selector, 5), 0,
                 "a signal that ends the wait (EINTR) is no error");
    expect_str(answer(), "", "after a signal nothing is known to be ready");
    expect_int(selector.ready_count, 0, "after a signal nothing is known to be ready");
    expect_str(look(), "x:read y:write", "after a signal everything is still watched");
}
END_TEST
//! [eintr]

static void signal_arrived(int number)
{
    (void)number;
}

/* A process that signals this one every few milliseconds, for a few seconds at most. */
static pid_t nagging_child(void)
{
    const struct timespec pause = {.tv_nsec = 5000000};
    pid_t parent = getpid(), child;

    child = fork();
    for (int i = 0; child == 0 && i < 1000 && getppid() == parent; i++) {
        nanosleep(&pause, NULL);
        kill(parent, SIGUSR1);
    }
    if (child == 0)
        _exit(0);
    return child;
}

START_TEST(select_is_ended_by_a_real_signal) /* S11; real time is the subject */
{
    const struct sigaction action = {.sa_handler = signal_arrived};
    pid_t child;
    int error;

    add(x, EVENT_READ);
    look();
    sigaction(SIGUSR1, &action, NULL);
    child = nagging_child();
    error = selector_select(&selector, -1);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    expect_error(error, 0, "a signal ends a wait without end, and is no error");
    expect_str(answer(), "", "after a signal nothing is known to be ready");
}
END_TEST

START_TEST(select_tells_of_a_closed_descriptor)
{
    feed(x);
    add(x, EVENT_READ), add(y, EVENT_READ);
    expect_str(look(), "x:read", "what is ready is found");
    close(y);
    expect_error(selector_select(&selector, 0), EBADF,
                 "a descriptor that was closed without being unregistered is an error: EBADF");
    expect_int(selector.ready_count, 0, "after an error nothing is found");
}
END_TEST

START_TEST(select_returns_other_errors) /* _i: which error */
{
    const int errors[] = {EINVAL, ENOMEM};
    const int injected = errors[_i];

    feed(x);
    add(x, EVENT_READ);
    look();
    if (!fault_supported())
        return;
    fault_inject("select", injected, 1, 1);
    expect_error(selector_select(&selector, 1), injected, "what makes select() fail is returned");
    expect_int(selector.ready_count, 0, "after an error nothing is found");
    expect_str(look(), "x:read", "after an error everything is still watched");
}
END_TEST

/* ---- The exercise --------------------------------------------------------------------------- */

void add_select(Suite *suite)
{
    TCase *tests = selector_exercise(suite, "3.3 select_select", 5, "One call that waits for all");

    tcase_add_test(tests, select_finds_what_is_ready);
    tcase_add_loop_test(tests, select_waits_so_long, 0, sizeof waits / sizeof waits[0]);
    tcase_add_test(tests, select_waits_for_no_number);
    tcase_add_test(tests, select_finds_room);
    tcase_add_test(tests, select_finds_both_sides_at_once);
    tcase_add_test(tests, select_finds_nothing);
    tcase_add_test(tests, select_asks_up_to_the_highest);
    tcase_add_test(tests, select_is_level_triggered);
    tcase_add_test(tests, select_finds_an_end);
    tcase_add_test(tests, select_finds_a_connection);
    tcase_add_test(tests, select_finds_many);
    tcase_add_test(tests, select_waits_in_one_call);
    tcase_add_test(tests, select_ends_a_wait);
    tcase_add_test(tests, select_takes_a_signal_lightly);
    tcase_add_test(tests, select_is_ended_by_a_real_signal);
    tcase_add_test(tests, select_tells_of_a_closed_descriptor);
    tcase_add_loop_test(tests, select_returns_other_errors, 0, 2);
}
