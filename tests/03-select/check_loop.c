/*
 * Chapter 3: the rules of adding readers and writers, on the virtual selector: what it answers is what
 * a test wants, and selector.c has no part in it. The other exercises of the loop are in
 * check_loop_events.c, check_loop_iterate.c and check_loop_run.c.
 *
 * S1 (level-triggered), S2 (the replaced one is not called), S3 (both sides of one descriptor),
 * S5 (reader before writer), S7 (dropped in the same batch), S10 (what is refused), L17 (closed).
 */
#include <limits.h>

#include "fault.h"
#include "hang.h"
#include "loop_tests.h"
#include "virtual.h"

struct loop loop;
struct call a, b, c, d;

static int call_made(void *arg)
{
    struct call *self = arg;
    int error = self->error;

    journal("%s", self->name);
    if (self->then != NULL)
        self->then(self);
    return error;
}

void call_init(struct call *call, const char *name)
{
    *call = (struct call){.name = name};
    handle_init(&call->handle, call_made, call);
    timer_init(&call->timer, call_made, call);
}

static void setup(void)
{
    virtual_loop_init(&loop);
    call_init(&a, "a");
    call_init(&b, "b");
    call_init(&c, "c");
    call_init(&d, "d");
    hang_names(call_made, "a call of the test");
}

static void teardown(void)
{
    loop_close(&loop);
}

static void push(struct handle *handle)
{
    if (handle != NULL && !handle_is_queued(handle))
        ready_push(&loop.ready, handle);
}

const char *turn(void)
{
    journal_clear();
    expect_error(selector_select(&loop.selector, 0), 0, "the virtual selector can be asked");
    for (int i = 0; i < loop.selector.ready_count; i++) {
        const struct selector_event event = loop.selector.ready[i];

        push(event.events & EVENT_READ ? loop.watches[event.fd].reader : NULL);
        push(event.events & EVENT_WRITE ? loop.watches[event.fd].writer : NULL);
    }
    ready_run(&loop.ready);
    return journal_text();
}

TCase *loop_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup, teardown);
    return tests;
}

void soon(struct call *call)
{
    expect_error(loop_call_soon(&loop, &call->handle), 0, "a call can be queued");
}

void later(struct call *call, double delay)
{
    expect_error(loop_call_later(&loop, &call->timer, delay), 0, "a timer can be set");
}

void reader(int fd, struct call *call)
{
    expect_error(loop_add_reader(&loop, fd, &call->handle), 0, "a reader can be added");
}

void writer(int fd, struct call *call)
{
    expect_error(loop_add_writer(&loop, fd, &call->handle), 0, "a writer can be added");
}

const char *once(void)
{
    journal_clear();
    expect_error(loop_run_once(&loop), 0, "an iteration in which nothing is wrong returns 0");
    return journal_text();
}

void ready(int fd, int events)
{
    virtual_ready_at(0, fd, events);
}

void then_stop(struct call *self)
{
    (void)self;
    loop_stop(&loop);
}

void then_try_what_is_refused(struct call *self)
{
    struct loop other;

    (void)self;
    expect_true(loop_is_running(&loop), "from inside a call the loop is running");
    expect_ptr(asyncio_get_running_loop(), &loop, "a call can ask which loop is running");
    expect_error(loop_run_once(&loop), EDEADLK, "a loop cannot be run from inside itself");
    expect_error(loop_run_forever(&loop), EDEADLK, "a loop cannot be run from inside itself");
    expect_error(loop_init(&other, &virtual_selector), 0, "a loop can be made anywhere");
    expect_error(loop_run_once(&other), EDEADLK, "no other loop can be run from inside a loop");
    expect_error(loop_close(&loop), EBUSY, "a loop that is running cannot be closed");
    expect_true(!loop_is_closed(&loop), "a loop that is running cannot be closed");
}

int journal_error(struct loop *of, const struct exception_context *context)
{
    expect_ptr(of, &loop, "the exception handler is told which loop it is");
    expect_ptr(context->handle->arg, &b, "the exception handler is given the handle that failed");
    expect_true(context->message[0] != '\0', "the exception handler is given a message");
    journal("!%s", errno_name(context->error));
    return 0;
}

void watch_in_vain(void)
{
    static struct call idle;

    call_init(&idle, "?");
    reader(9, &idle);
}

/* ---- 3.4 loop_add_reader -------------------------------------------------------------------- */

START_TEST(add_is_called) /* S1 */
{
    ready(5, BOTH);
    reader(5, &a);
    expect_str(turn(), "a", "a reader is called when there is something to read");
    expect_str(turn(), "a",
               "a reader is called in every iteration, as long as there is something "
               "to read");
}
END_TEST

START_TEST(add_tells_the_selector) /* S3 */
{
    reader(5, &a);
    expect_int(virtual_registered(5), EVENT_READ, "a reader is watched for reading (1) alone");
    writer(6, &b);
    expect_int(virtual_registered(6), EVENT_WRITE, "a writer is watched for writing (2) alone");
    writer(5, &c);
    expect_int(virtual_registered(5), BOTH, "a descriptor with both is watched for both (3)");
}
END_TEST

START_TEST(add_both_sides) /* S3, S5 */
{
    ready(5, BOTH);
    writer(5, &b);
    reader(5, &a);
    expect_str(turn(), "ab", "a descriptor can have a reader and a writer");
}
END_TEST

START_TEST(add_replaces) /* S2 */
{
    ready(5, EVENT_READ);
    reader(5, &a);
    expect_error(loop_add_reader(&loop, 5, &b.handle), 0,
                 "a second reader takes the place of the first");
    expect_str(turn(), "b", "a second reader takes the place of the first");
    expect_int(virtual_registered(5), EVENT_READ, "the second reader is watched like the first");
    expect_true(!handle_cancelled(&b.handle), "the new reader is a live call");
}
END_TEST

START_TEST(add_replaces_one_side) /* S3 */
{
    ready(5, BOTH);
    reader(5, &a);
    writer(5, &b);
    writer(5, &c);
    expect_str(turn(), "ac", "to replace the writer leaves the reader alone");
    reader(5, &d);
    expect_str(turn(), "dc", "to replace the reader leaves the writer alone");
}
END_TEST

static void then_b_replaces_a(struct call *self)
{
    (void)self;
    reader(5, &b);
}

//! [replaced]
START_TEST(add_replaces_what_is_queued) /* S2, S7 */
{
    ready(5, EVENT_READ);
    reader(5, &a);
    d.then = then_b_replaces_a; /* it runs first: what was queued comes before descriptors */
    soon(&d);
    expect_str(turn(), "d", "a reader that is replaced is not called, even if its call is queued");
    expect_str(turn(), "b", "the new reader is called from the next iteration on");
}
END_TEST
//! [replaced]

static void then_a_is_added_again(struct call *self)
{
    (void)self;
    reader(5, &a);
}

START_TEST(add_again_what_is_queued)
{
    ready(5, EVENT_READ);
    reader(5, &a);
    d.then = then_a_is_added_again;
    soon(&d);
    expect_str(turn(), "da", "a reader that is added again takes nobody's place: its call is made");
    expect_str(turn(), "a", "a reader that is added again goes on being called");
}
END_TEST

START_TEST(add_what_was_cancelled)
{
    ready(5, EVENT_READ);
    handle_cancel(&a.handle);
    reader(5, &a);
    expect_true(!handle_cancelled(&a.handle), "a handle that is added is a live call again");
    expect_str(turn(), "a", "a handle that was cancelled can be added");
}
END_TEST

START_TEST(add_again_what_was_cancelled) /* S8: it still stands in its place */
{
    ready(5, EVENT_READ);
    reader(5, &a);
    handle_cancel(&a.handle);
    reader(5, &a);
    expect_true(!handle_cancelled(&a.handle),
                "a reader that was cancelled and is added again is a live call");
    expect_str(turn(), "a", "a reader that was cancelled and is added again is called");
}
END_TEST

START_TEST(add_only_watches)
{
    reader(5, &a);
    expect_true(!handle_is_queued(&a.handle),
                "to add a reader queues nothing: it is not ready yet");
    soon(&b);
    expect_str(turn(), "b", "a reader with nothing to read is not called");
}
END_TEST

START_TEST(add_number_0)
{
    ready(0, EVENT_READ);
    reader(0, &a);
    expect_str(turn(), "a", "0 is a descriptor like any other");
}
END_TEST

START_TEST(add_many)
{
    static struct call calls[1000];

    for (int i = 0; i < 1000; i++) {
        call_init(&calls[i], "x");
        calls[i].name = i == 999 ? "z" : "";
        reader(i, &calls[i]);
        ready(i, EVENT_READ);
    }
    expect_int(loop.watched, 1000, "each descriptor with a reader counts once");
    expect_str(turn(), "z", "a thousand readers are called");
}
END_TEST

START_TEST(add_refused_by_the_selector)
{
    ready(5, BOTH);
    handle_cancel(&a.handle);
    virtual_fail_register(EINVAL);
    expect_error(loop_add_reader(&loop, 5, &a.handle), EINVAL,
                 "what the selector refuses is refused, with its error");
    expect_true(handle_cancelled(&a.handle), "after an error the handle is as it was");
    expect_int(virtual_registered(5), 0, "what is refused is not watched");
    expect_int(loop.watched, 0, "what is refused is not watched");
    soon(&b);
    expect_str(turn(), "b", "a reader that was refused is not called");
}
END_TEST

START_TEST(add_refused_beside_another) /* S3 */
{
    ready(5, BOTH);
    reader(5, &a);
    virtual_fail_register(ENOMEM);
    expect_error(loop_add_writer(&loop, 5, &b.handle), ENOMEM,
                 "what the selector refuses is refused, with its error");
    expect_str(turn(), "a", "a writer that is refused leaves the reader alone");
    writer(5, &b);
    expect_str(turn(), "ab", "what was refused can be tried again");
}
END_TEST

START_TEST(add_without_memory)
{
    reader(5, &a);
    if (!fault_supported())
        return;
    fault_inject("realloc", ENOMEM, 1, 1);
    expect_error(loop_add_reader(&loop, 1000, &b.handle), ENOMEM,
                 "a table that cannot grow is an error: ENOMEM");
    fault_clear();
    expect_int(virtual_registered(1000), 0, "after ENOMEM the selector watches what it did before");
    expect_int(loop.watched, 1, "after ENOMEM as many descriptors are watched as before");
    ready(5, EVENT_READ), ready(1000, EVENT_READ);
    expect_str(turn(), "a",
               "after ENOMEM the other readers are called, and the refused one is not");
    reader(1000, &b);
    expect_str(turn(), "ab", "what was refused can be tried again");
}
END_TEST

START_TEST(add_nonsense) /* S10, L17 */
{
    struct handle empty = {0};

    reader(5, &a);
    expect_error(loop_add_reader(&loop, -1, &b.handle), EBADF,
                 "a negative number is no descriptor");
    expect_error(loop_add_writer(&loop, INT_MIN, &b.handle), EBADF,
                 "a negative number is no descriptor");
    expect_error(loop_add_writer(&loop, 5, &empty), EINVAL,
                 "a handle without a callback is refused");
    expect_int(virtual_registered(5), EVENT_READ, "what is refused changes nothing");
    loop_close(&loop);
    expect_error(loop_add_reader(&loop, 6, &b.handle), EBADF, "a closed loop watches nothing");
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------ */

static void add_add(Suite *suite)
{
    TCase *tests = loop_exercise(suite, "3.4 loop_add_reader", 4, "Who is to be called");

    tcase_add_test(tests, add_is_called);
    tcase_add_test(tests, add_only_watches);
    tcase_add_test(tests, add_tells_the_selector);
    tcase_add_test(tests, add_both_sides);
    tcase_add_test(tests, add_replaces);
    tcase_add_test(tests, add_replaces_one_side);
    tcase_add_test(tests, add_replaces_what_is_queued);
    tcase_add_test(tests, add_again_what_is_queued);
    tcase_add_test(tests, add_what_was_cancelled);
    tcase_add_test(tests, add_again_what_was_cancelled);
    tcase_add_test(tests, add_number_0);
    tcase_add_test(tests, add_many);
    tcase_add_test(tests, add_refused_by_the_selector);
    tcase_add_test(tests, add_refused_beside_another);
    tcase_add_test(tests, add_without_memory);
    tcase_add_test(tests, add_nonsense);
}

Suite *loop_suite(void);

Suite *loop_suite(void)
{
    Suite *suite = suite_create("loop");

    add_add(suite);
    add_remove(suite);
    add_process(suite);
    add_iterate(suite);
    add_run_forever(suite);
    return suite;
}
