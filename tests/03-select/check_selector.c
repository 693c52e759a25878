/*
 * Chapter 3: the rules of registering with the select() backend, on real sockets. Waiting is in
 * check_selector_wait.c.
 *
 * S3 (both sides of one descriptor), S10 (what is no descriptor is refused).
 */
#include <limits.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fault.h"
#include "selector_tests.h"

struct selector selector;
int x, y, z;

static int opened[256]; /* all that a test opened; closed at its end */
static int opened_count;
static struct name {
    char letter;
    int fd, peer;
} names[8];
static int name_count;

int keep(int fd)
{
    expect_true(fd >= 0, "the test gets the descriptors that it needs");
    opened[opened_count++] = fd;
    return fd;
}

void name(char letter, int fd, int peer)
{
    names[name_count++] = (struct name){letter, fd, peer};
}

int peer_of(int fd)
{
    for (int i = 0; i < name_count; i++)
        if (names[i].fd == fd)
            return names[i].peer;
    return -1;
}

int open_named(char letter, int number)
{
    int ends[2];

    expect_int(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0, "the test gets its sockets");
    if (number >= 0) {
        dup2(ends[0], number);
        close(ends[0]);
        ends[0] = number;
    }
    name(letter, keep(ends[0]), keep(ends[1]));
    return ends[0];
}

static void setup(void)
{
    opened_count = name_count = 0;
    expect_error(selector_create(&selector, &select_selector), 0, "a selector can be made");
    x = open_named('x', 40);
    y = open_named('y', 45);
    z = open_named('z', 50);
}

static void teardown(void)
{
    selector_destroy(&selector);
    while (opened_count > 0)
        close(opened[--opened_count]);
}

TCase *selector_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup, teardown);
    return tests;
}

void feed(int fd)
{
    expect_int(write(peer_of(fd), "x", 1), 1, "the test can send a byte");
}

void add(int fd, int events)
{
    expect_error(selector_register(&selector, fd, events), 0,
                 "an open descriptor can be registered");
}

static void take(int fd)
{
    expect_error(selector_unregister(&selector, fd), 0, "a descriptor can be unregistered");
}

const char *answer(void)
{
    static const char *const words[] = {"nothing", "read", "write", "read+write"};
    static char text[256];
    size_t length = 0;

    text[0] = '\0';
    for (int i = 0; i < name_count; i++)
        for (int j = 0; j < selector.ready_count; j++)
            if (selector.ready[j].fd == names[i].fd)
                length += (size_t)snprintf(text + length, sizeof text - length, "%s%c:%s",
                                           length > 0 ? " " : "", names[i].letter,
                                           words[selector.ready[j].events & BOTH]);
    return text;
}

const char *look(void)
{
    expect_error(selector_select(&selector, 0), 0,
                 "a look that went well returns 0; how many are ready stands in ready_count");
    return answer();
}

int limit_or(int expected)
{
    return fault_supported() ? fault_select_limit() : expected;
}

/* ---- 3.1 select_register -------------------------------------------------------------------- */

START_TEST(registered_for_reading)
{
    feed(x);
    add(x, EVENT_READ);
    expect_str(look(), "x:read", "a descriptor that is registered for reading is found readable");
}
END_TEST

START_TEST(registered_for_writing)
{
    feed(x);
    add(x, EVENT_WRITE);
    expect_str(look(), "x:write",
               "a descriptor that is registered for writing alone is found "
               "writable alone");
}
END_TEST

START_TEST(registered_for_both) /* S3 */
{
    feed(x);
    add(x, BOTH);
    expect_str(look(), "x:read+write", "a descriptor can be registered for reading and writing");
}
END_TEST

START_TEST(registered_three)
{
    feed(x), feed(y), feed(z);
    add(x, EVENT_READ);
    add(z, EVENT_WRITE);
    expect_str(look(), "x:read z:write", "exactly what is registered is watched");
    add(y, EVENT_READ);
    expect_str(look(), "x:read y:read z:write",
               "to register one descriptor changes nothing for the others");
}
END_TEST

/* S3: what was registered before, what then, and what is found. */
static const struct {
    int before, after;
    const char *found;
} changes[] = {
    {EVENT_READ, BOTH, "x:read+write"},   {EVENT_WRITE, BOTH, "x:read+write"},
    {BOTH, EVENT_READ, "x:read"},         {BOTH, EVENT_WRITE, "x:write"},
    {EVENT_READ, EVENT_WRITE, "x:write"}, {EVENT_WRITE, EVENT_READ, "x:read"},
};

START_TEST(registered_anew) /* S3 */
{
    feed(x);
    add(x, changes[_i].before);
    add(x, changes[_i].after);
    expect_str(look(), changes[_i].found,
               "to register a descriptor again replaces what it was registered for");
}
END_TEST

START_TEST(registered_downwards)
{
    feed(x), feed(y), feed(z);
    add(z, EVENT_READ);
    add(x, EVENT_READ);
    add(y, EVENT_READ);
    expect_str(look(), "x:read y:read z:read",
               "a lower descriptor that comes later leaves `highest` alone");
}
END_TEST

START_TEST(registered_limit)
{
    int first_argument;

    add(x, EVENT_WRITE);
    look();
    first_argument = limit_or(41);
    expect_int(first_argument, 41,
               "select() is asked about the numbers up to the highest registered one");
    add(y, EVENT_READ);
    look();
    first_argument = limit_or(46);
    expect_int(first_argument, 46,
               "select() is asked about the numbers up to the highest registered one");
}
END_TEST

START_TEST(registered_number_0)
{
    const int input = keep(dup(0));

    feed(x);
    dup2(x, 0);
    name('0', 0, -1);
    add(0, EVENT_READ);
    look();
    dup2(input, 0);
    expect_str(answer(), "0:read", "0 is a descriptor like any other");
}
END_TEST

/* True if a descriptor may have that number here. */
static bool number_allowed(int fd)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return false;
    if (limit.rlim_cur <= (rlim_t)fd && limit.rlim_max > (rlim_t)fd) {
        limit.rlim_cur = (rlim_t)fd + 1;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur > (rlim_t)fd;
}

START_TEST(registered_the_last_number)
{
    int last = FD_SETSIZE - 1;

    add(x, EVENT_READ);
    if (!number_allowed(last))
        return;
    open_named('l', last);
    feed(last);
    expect_error(selector_register(&selector, last, EVENT_READ), 0,
                 "a descriptor of FD_SETSIZE - 1 fits into an fd_set");
    expect_str(look(), "l:read", "the last number of an fd_set is watched");
}
END_TEST

//! [setsize]
START_TEST(registered_beyond_the_set) /* S10; _i: which number */
{
    const int numbers[] = {FD_SETSIZE, FD_SETSIZE + 1, 100000, INT_MAX};
    const int fd = numbers[_i];
    int highest;

    add(x, EVENT_WRITE);
    printf("registers descriptor %d; FD_SETSIZE is %d\n", fd, FD_SETSIZE);
    expect_error(selector_register(&selector, fd, EVENT_READ), EINVAL,
                 "a descriptor of FD_SETSIZE or above does not fit into an fd_set, and is refused");
    if (fault_supported())
        fault_inject("select", EINTR, 1, 1); /* or too high a limit would write past the sets */
    selector_select(&selector, 0);
    highest = limit_or(41) - 1;
    expect_int(highest, 40, "a descriptor that is refused leaves `highest` alone");
    expect_str(look(), "x:write", "a descriptor that is refused changes nothing");
}
END_TEST
//! [setsize]

START_TEST(registered_nonsense) /* S10 */
{
    add(x, EVENT_WRITE);
    expect_error(selector_register(&selector, -1, EVENT_READ), EBADF,
                 "a negative number is no descriptor");
    expect_error(selector_register(&selector, INT_MIN, EVENT_READ), EBADF,
                 "a negative number is no descriptor");
    expect_error(selector_register(&selector, x, 0), EINVAL, "to watch for nothing is refused");
    expect_error(selector_register(&selector, x, 4 | EVENT_READ), EINVAL,
                 "to watch for an unknown event is refused");
    expect_str(look(), "x:write", "a registration that is refused changes nothing");
}
END_TEST

/* ---- 3.2 select_unregister ------------------------------------------------------------------ */

START_TEST(unregistered) /* _i: what was registered */
{
    feed(x);
    add(x, _i);
    take(x);
    expect_str(look(), "", "a descriptor that was unregistered is watched for nothing");
}
END_TEST

START_TEST(unregistered_among_others)
{
    feed(x), feed(y), feed(z);
    add(x, EVENT_READ), add(y, BOTH), add(z, BOTH);
    take(y);
    expect_str(look(), "x:read z:read+write",
               "to unregister one descriptor changes nothing for the others");
}
END_TEST

START_TEST(unregistered_the_highest) /* _i: what those below are registered for */
{
    int highest;

    add(x, _i), add(y, _i), add(z, _i);
    take(z);
    look();
    highest = limit_or(46) - 1;
    expect_int(highest, 45, "after the highest descriptor went, `highest` is the highest one left");
    take(y);
    look();
    highest = limit_or(41) - 1;
    expect_int(highest, 40, "after the highest descriptor went, `highest` is the highest one left");
}
END_TEST

START_TEST(unregistered_below_the_highest)
{
    int highest;

    feed(z);
    add(x, EVENT_READ), add(y, EVENT_READ), add(z, EVENT_READ);
    take(y);
    take(x);
    expect_str(look(), "z:read", "a lower descriptor that goes leaves the highest one alone");
    highest = limit_or(51) - 1;
    expect_int(highest, 50, "a lower descriptor that goes leaves `highest` alone");
}
END_TEST

START_TEST(unregistered_all)
{
    int first_argument;

    add(x, BOTH);
    take(x);
    expect_str(look(), "", "with nothing registered nothing is found");
    first_argument = limit_or(0);
    expect_int(first_argument, 0,
               "with nothing registered select() is asked about no number at all");
    add(x, EVENT_WRITE);
    expect_str(look(), "x:write", "what was unregistered can be registered again");
}
END_TEST

START_TEST(unregistered_strangers)
{
    int highest;

    expect_error(selector_unregister(&selector, x), 0,
                 "to unregister what is not registered does no harm");
    add(y, EVENT_WRITE);
    take(x);
    take(z);
    take(z);
    expect_str(look(), "y:write", "to unregister what is not registered does no harm");
    highest = limit_or(46) - 1;
    expect_int(highest, 45, "to unregister what is not registered leaves `highest` alone");
}
END_TEST

START_TEST(unregistered_beyond_the_set) /* _i: which number */
{
    const int numbers[] = {FD_SETSIZE, FD_SETSIZE + 1, INT_MAX, -1, INT_MIN};

    add(x, EVENT_WRITE);
    take(y);
    printf("unregisters descriptor %d; FD_SETSIZE is %d\n", numbers[_i], FD_SETSIZE);
    expect_error(selector_unregister(&selector, numbers[_i]), EBADF,
                 "a number that no fd_set has room for is refused");
    expect_str(look(), "x:write", "a number that is refused changes nothing");
}
END_TEST

START_TEST(unregistered_the_last_number)
{
    add(x, EVENT_WRITE);
    expect_error(selector_unregister(&selector, FD_SETSIZE - 1), 0,
                 "FD_SETSIZE - 1 is a number that can be registered, and unregistered");
    expect_str(look(), "x:write", "to unregister what is not registered does no harm");
}
END_TEST

/* The special problem of a number that means another file now. */
START_TEST(unregistered_and_reused)
{
    feed(z);
    add(y, BOTH);
    take(y);
    dup2(z, y); /* closes y; its number is now another file, with something to read */
    expect_str(look(), "", "a number that was unregistered may come back as another file");
    add(y, EVENT_READ);
    expect_str(look(), "y:read", "what was unregistered can be registered again");
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------ */

static void add_register(Suite *suite)
{
    TCase *tests = selector_exercise(suite, "3.1 select_register", 4, "A row of bits");

    tcase_add_test(tests, registered_for_reading);
    tcase_add_test(tests, registered_for_writing);
    tcase_add_test(tests, registered_for_both);
    tcase_add_test(tests, registered_three);
    tcase_add_loop_test(tests, registered_anew, 0, sizeof changes / sizeof changes[0]);
    tcase_add_test(tests, registered_downwards);
    tcase_add_test(tests, registered_limit);
    tcase_add_test(tests, registered_number_0);
    tcase_add_test(tests, registered_the_last_number);
    tcase_add_loop_test(tests, registered_beyond_the_set, 0, 4);
    tcase_add_test(tests, registered_nonsense);
}

static void add_unregister(Suite *suite)
{
    TCase *tests = selector_exercise(suite, "3.2 select_unregister", 3, "The highest one left");

    tcase_add_loop_test(tests, unregistered, EVENT_READ, BOTH + 1);
    tcase_add_test(tests, unregistered_among_others);
    tcase_add_loop_test(tests, unregistered_the_highest, EVENT_READ, BOTH + 1);
    tcase_add_test(tests, unregistered_below_the_highest);
    tcase_add_test(tests, unregistered_all);
    tcase_add_test(tests, unregistered_strangers);
    tcase_add_loop_test(tests, unregistered_beyond_the_set, 0, 5);
    tcase_add_test(tests, unregistered_the_last_number);
    tcase_add_test(tests, unregistered_and_reused);
}

Suite *selector_suite(void);

Suite *selector_suite(void)
{
    Suite *suite = suite_create("selector");

    add_register(suite);
    add_unregister(suite);
    add_select(suite);
    return suite;
}
