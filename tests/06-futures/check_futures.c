/*
 * Chapter 6: the rules of queueing the callbacks of a future, and what all tests of futures share. What
 * a future comes to is in check_futures_end.c, cancelling in check_futures_cancel.c, adding and removing
 * callbacks in check_futures_callbacks.c, awaiting in check_futures_await.c.
 *
 * F6 (queued, never called), F7 (in order, each once), F10 (callbacks that change things), L2 (in the
 * next batch), L4 (cancelled after they were queued), L16 and L17 (a loop that is closed).
 */
#include <stdlib.h>
#include <string.h>

#include "coroutines.h"
#include "future_tests.h"
#include "hang.h"
#include "virtual.h"

/* ---- What the tests are played with --------------------------------------------------------- */

struct loop loop;
struct future future, second;
struct call a, b, c, d;

int call_made(void *arg)
{
    struct call *self = arg;

    journal("%s", self->name);
    if (self->then != NULL)
        self->then(self);
    return 0;
}

/* A wrong answer may take the end of a ring for a call. */
static int closing_callback(void *arg)
{
    (void)arg;
    expect_failed(__FILE__, __LINE__,
                  "the handle that closes a ring is no callback: nobody calls it",
                  "expected \"%s\" and the end of the batch, got one call more", journal_text());
    return 0;
}

void call_init(struct call *call, const char *name)
{
    *call = (struct call){.name = name};
    handle_init(&call->handle, call_made, call);
}

static void setup(void)
{
    virtual_loop_init(&loop);
    loop_set_exception_handler(&loop, journal_unread);
    future_init(&future, &loop);
    future_init(&second, &loop);
    loop.ready.ready.callback = future.callbacks.callback = second.callbacks.callback =
        closing_callback;
    call_init(&a, "a");
    call_init(&b, "b");
    call_init(&c, "c");
    call_init(&d, "d");
    hang_names(call_made, "a call of the test");
    hang_names(closing_callback, "the end of a ring");
    hang_shows_future(&future);
}

static void teardown(void)
{
    loop_close(&loop);
    coro_free_memory();
}

TCase *futures_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup, teardown);
    return tests;
}

void waits(struct future *of, struct call *call)
{
    struct handle *ends = &of->callbacks, *handle = &call->handle;

    handle->next = ends;
    handle->prev = ends->prev;
    ends->prev->next = handle;
    ends->prev = handle;
}

void finish(struct future *of)
{
    future_mute(of);
    future_fail(of, EIO);
}

void add(struct future *of, struct call *call)
{
    expect_error(future_add_done_callback(of, &call->handle), 0, "a callback can be added");
}

void soon(struct call *call)
{
    expect_error(loop_call_soon(&loop, &call->handle), 0, "a call can be queued");
}

#define NAMES_MAX 32

/* Appends the name of HANDLE to TEXT. False if the way through the ring must end here. */
static bool append_name(char *text, const struct handle *handle)
{
    if (handle == NULL) {
        strcat(text, " and a link that is NULL");
        return false;
    }
    if (handle->callback != call_made) {
        strcat(text, handle->callback == closing_callback ? " and the end of another ring"
                                                          : " and a stranger");
        return false;
    }
    strcat(text, container_of(handle, const struct call, handle)->name);
    return true;
}

/* Appends the names in a ring to TEXT, forwards or back, at most NAMES_MAX of them. */
static void append_names(char *text, const struct handle *ends, bool back)
{
    const struct handle *handle = back ? ends->prev : ends->next;

    for (int i = 0; i < NAMES_MAX && handle != ends; i++) {
        if (!append_name(text, handle))
            return;
        handle = back ? handle->prev : handle->next;
    }
}

static const char *both_ways(const struct handle *ends)
{
    static char text[256];

    text[0] = '\0';
    append_names(text, ends, false);
    if (ends->next == ends && ends->prev == ends)
        return text;
    strcat(text, ", back ");
    append_names(text, ends, true);
    return text;
}

const char *waiting(const struct future *of)
{
    return both_ways(&of->callbacks);
}

const char *queued(void)
{
    return both_ways(&loop.ready.ready);
}

const char *once(void)
{
    journal_clear();
    loop_stop(&loop); /* so that an iteration with nothing to do does not wait for ever */
    expect_error(loop_run_once(&loop), 0, "an iteration in which nothing is wrong returns 0");
    return journal_text();
}

const char *outcome(struct future *of)
{
    static char text[32];
    union value value = value_of(0);
    const int error = future_result(of, &value);

    if (error != 0)
        return errno_name(error);
    snprintf(text, sizeof text, "%lld", value.integer);
    return text;
}

int journal_unread(struct loop *of, const struct exception_context *context)
{
    expect_ptr(of, &loop, "the exception handler is told which loop it is");
    expect_true(context->message[0] != '\0', "the exception handler is given a message");
    journal("%s%s!", context->future == NULL ? "callback: " : "", errno_name(context->error));
    return 0;
}

const char *released(struct future *of)
{
    journal_clear();
    future_release(of);
    return journal_text();
}

bool agrees(struct future *self)
{
    (void)self;
    journal("?");
    return true;
}

/* ---- What calls do -------------------------------------------------------------------------- */

static void then_finish_second(struct call *self)
{
    (void)self;
    finish(&second);
}

static void then_wait_for_second(struct call *self)
{
    waits(&second, self);
}

static void then_cancel_b(struct call *self)
{
    (void)self;
    handle_cancel(&b.handle);
}

static void then_release(struct call *self)
{
    (void)self;
    future_release(&future);
}

/* ---- 6.1 future_schedule_callbacks ---------------------------------------------------------- */

//! [calls_nothing]
START_TEST(schedule_calls_nothing) /* F6 */
{
    waits(&future, &a), waits(&future, &b);
    finish(&future);
    expect_str(journal_text(), "",
               "no callback is called while a future ends: whoever ends it is in the middle of "
               "something");
    expect_str(queued(), "ab, back ba",
               "the callbacks of a future that ends are queued on its loop, in their order");
}
END_TEST
//! [calls_nothing]

START_TEST(schedule_in_order) /* F7 */
{
    waits(&future, &a), waits(&future, &b), waits(&future, &c);
    finish(&future);
    expect_str(once(), "abc", "the callbacks run in the order in which they were added");
    expect_str(once(), "", "each callback runs once");
}
END_TEST

START_TEST(schedule_all) /* F7 */
{
    waits(&future, &a), waits(&future, &b), waits(&future, &c), waits(&future, &d);
    finish(&future);
    expect_str(waiting(&future), "", "when a future has ended nobody waits for it any more");
    expect_str(queued(), "abcd, back dcba",
               "all callbacks of a future that ends are queued, in their order");
}
END_TEST

START_TEST(schedule_nobody)
{
    finish(&future);
    expect_str(queued(), "", "where nobody waits nothing is queued");
    expect_str(waiting(&future), "", "where nobody waits nothing is queued");
}
END_TEST

START_TEST(schedule_behind_what_is_queued) /* L1 */
{
    soon(&d);
    waits(&future, &a), waits(&future, &b);
    finish(&future);
    expect_str(queued(), "dab, back bad", "callbacks queue up behind what is queued already");
    expect_str(once(), "dab", "callbacks queue up behind what is queued already");
}
END_TEST

START_TEST(schedule_for_the_next_iteration) /* L2, F6 */
{
    a.then = then_finish_second;
    waits(&second, &b), waits(&second, &c);
    waits(&future, &a), waits(&future, &d);
    finish(&future);
    expect_str(once(), "ad",
               "a future that a callback ends has its callbacks in the next iteration");
    expect_str(once(), "bc",
               "a future that a callback ends has its callbacks in the next iteration");
}
END_TEST

START_TEST(schedule_one_function_twice) /* F7 */
{
    struct call again;

    call_init(&again, "a");
    waits(&future, &a), waits(&future, &again);
    finish(&future);
    expect_str(once(), "aa", "a function that was added twice is called twice");
}
END_TEST

START_TEST(schedule_leaves_the_others) /* F7 */
{
    waits(&future, &a), waits(&second, &b);
    finish(&future);
    expect_str(queued(), "a, back a", "only the callbacks of the future that ends are queued");
    expect_str(waiting(&second), "b, back b", "the callbacks of another future go on waiting");
    finish(&second);
    expect_str(once(), "ab", "of two futures that end the first comes first");
}
END_TEST

START_TEST(schedule_what_is_cancelled_in_between) /* L4, F10 */
{
    a.then = then_cancel_b;
    waits(&future, &a), waits(&future, &b), waits(&future, &c);
    finish(&future);
    expect_str(once(), "ac", "a callback that is queued can be taken back by handle_cancel()");
}
END_TEST

START_TEST(schedule_and_wait_again) /* F10 */
{
    a.then = then_wait_for_second;
    waits(&future, &a), waits(&future, &b);
    finish(&future);
    expect_str(once(), "ab", "a callback may wait for another future, with the handle of its call");
    expect_str(waiting(&second), "a, back a",
               "a callback may wait for another future, with the handle of its call");
    a.then = NULL;
    finish(&second);
    expect_str(once(), "a", "a handle can be used again and again");
}
END_TEST

START_TEST(schedule_then_release) /* F10 */
{
    a.then = then_release;
    waits(&future, &a), waits(&future, &b);
    finish(&future);
    expect_str(once(), "ab", "a callback may release its future: the others are queued already");
}
END_TEST

/* A future and the callback that waits for it, in memory that the callback gives back. */
struct promise {
    struct future future;
    struct call kept;
};

static void then_free(struct call *self)
{
    struct promise *promise = container_of(self, struct promise, kept);

    future_release(&promise->future);
    free(promise);
}

START_TEST(schedule_then_free) /* F10 */
{
    struct promise *promise = malloc(sizeof *promise);

    ck_assert_ptr_nonnull(promise);
    future_init(&promise->future, &loop);
    call_init(&promise->kept, "p");
    promise->kept.then = then_free;
    waits(&promise->future, &promise->kept);
    waits(&promise->future, &b);
    finish(&promise->future);
    expect_str(once(), "pb", "a callback may free its future, and itself: the queue needs neither");
}
END_TEST

#define MANY 1000

/* The handles that were called, in that order. */
static struct handle *called[MANY];
static int called_count;

static int note(void *arg)
{
    called[called_count++] = arg;
    return 0;
}

START_TEST(schedule_a_thousand) /* F7 */
{
    static struct call many[MANY];

    called_count = 0;
    for (int i = 0; i < MANY; i++) {
        handle_init(&many[i].handle, note, &many[i].handle);
        waits(&future, &many[i]);
    }
    finish(&future);
    once();
    expect_int(called_count, MANY, "all callbacks are called, however many there are");
    for (int i = 0; i < MANY; i++)
        expect_true(called[i] == &many[i].handle,
                    "the callbacks run in the order in which they were added");
}
END_TEST

START_TEST(schedule_on_its_own_loop) /* F6 */
{
    struct loop other;

    expect_error(loop_init(&other, &virtual_selector), 0, "a loop can be made anywhere");
    future_init(&second, &other);
    a.then = then_finish_second;
    waits(&second, &b);
    soon(&a), soon(&c);
    expect_str(once(), "ac", "a callback may end a future of another loop");
    expect_str(queued(), "", "callbacks are queued on the loop of their future, whichever runs");
    expect_true(other.ready.ready.next == &b.handle,
                "callbacks are queued on the loop of their future, whichever runs");
    loop_close(&other);
}
END_TEST

START_TEST(schedule_on_a_closed_loop) /* L16, L17 */
{
    waits(&future, &a), waits(&future, &b);
    loop_close(&loop);
    finish(&future);
    expect_str(waiting(&future), "", "when a future has ended nobody waits for it any more");
    expect_true(
        !handle_is_queued(&a.handle) && !handle_is_queued(&b.handle),
        "a loop that is closed queues nothing: loop_call_soon() knows, ready_push() does not");
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------ */

static void add_schedule(Suite *suite)
{
    TCase *tests =
        futures_exercise(suite, "6.1 future_schedule_callbacks", 4, "Queued, never called");

    tcase_add_test(tests, schedule_calls_nothing);
    tcase_add_test(tests, schedule_in_order);
    tcase_add_test(tests, schedule_all);
    tcase_add_test(tests, schedule_nobody);
    tcase_add_test(tests, schedule_behind_what_is_queued);
    tcase_add_test(tests, schedule_for_the_next_iteration);
    tcase_add_test(tests, schedule_one_function_twice);
    tcase_add_test(tests, schedule_leaves_the_others);
    tcase_add_test(tests, schedule_what_is_cancelled_in_between);
    tcase_add_test(tests, schedule_and_wait_again);
    tcase_add_test(tests, schedule_then_release);
    tcase_add_test(tests, schedule_then_free);
    tcase_add_test(tests, schedule_a_thousand);
    tcase_add_test(tests, schedule_on_its_own_loop);
    tcase_add_test(tests, schedule_on_a_closed_loop);
}

Suite *futures_suite(void);

Suite *futures_suite(void)
{
    Suite *suite = suite_create("futures");

    add_schedule(suite);
    add_end(suite);
    add_cancel(suite);
    add_callbacks(suite);
    add_await(suite);
    return suite;
}
