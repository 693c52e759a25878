/*
 * Chapter 9: the rules of taking up the calls that others have left.
 *
 * X10 (in order), X12 (drained fully; no call is lost).
 */
#include "executor_tests.h"

#include <sched.h>

static struct handle a, b, c, d;

static void handles_begin(void)
{
    handle_init(&a, journal_write, "a");
    handle_init(&b, journal_write, "b");
    handle_init(&c, journal_write, "c");
    handle_init(&d, journal_write, "d");
}

START_TEST(take_all) /* X10 */
{
    handles_begin();
    wakeup_call(loop.wakeup, &a);
    wakeup_call(loop.wakeup, &b);
    wakeup_call(loop.wakeup, &c);
    once();
    expect_ptr(loop.wakeup->calls.next, &loop.wakeup->calls,
               "all that was left is taken up at once: nothing stays behind");
    expect_ptr(loop.ready.ready.next, &a, "what was left goes to the loop's ready queue");
    expect_str(once(), "abc", "what was left is called in its order");
}
END_TEST

START_TEST(take_drains_the_pipe) /* X12; _i: how many bytes there are too many */
{
    const int bytes[] = {0, 1, 1000};

    handles_begin();
    wakeup_call(loop.wakeup, &a);
    for (int i = 0; i < bytes[_i]; i++)
        expect_int(write(loop.wakeup->write_fd, "", 1), 1, "the pipe takes a byte");
    once();
    expect_true(!pipe_has_byte(), "every byte is taken out, or the loop would never sleep again");
    expect_str(once(), "a", "however many bytes there are, a call is made once");
    expect_true(!pipe_has_byte(), "the pipe stays empty");
}
END_TEST

START_TEST(take_when_interrupted) /* X12 */
{
    if (!fault_supported())
        return;
    handles_begin();
    wakeup_call(loop.wakeup, &a);
    fault_inject("read", EINTR, 1, 2);
    once();
    expect_true(!pipe_has_byte(), "a read that a signal has interrupted is tried again");
    expect_str(once(), "a", "a call is made all the same");
}
END_TEST

START_TEST(take_nothing) /* X12; a byte, but no call: it was taken back */
{
    handles_begin();
    wakeup_call(loop.wakeup, &a);
    loop_cancel_threadsafe(&loop, &a);
    once();
    expect_str(once(), "", "a call that was taken back is not made");
    expect_true(!pipe_has_byte(), "its byte is taken out all the same");
    wakeup_call(loop.wakeup, &b);
    once();
    expect_str(once(), "b", "and calls can be left again");
}
END_TEST

/* Behind it the loop has calls of its own. */
static int queue_two(void *arg)
{
    (void)arg;
    loop_call_soon(&loop, &c);
    loop_call_soon(&loop, &d);
    return 0;
}

START_TEST(take_behind_the_others) /* X10 */
{
    struct handle two;

    handles_begin();
    handle_init(&two, queue_two, NULL);
    wakeup_call(loop.wakeup, &a);
    wakeup_call(loop.wakeup, &b);
    loop_call_soon(&loop, &two);
    once();
    expect_str(once(), "cdab", "what was left goes behind what is queued: nobody is overtaken");
}
END_TEST

START_TEST(take_again_and_again) /* X12 */
{
    handles_begin();
    for (int i = 0; i < 100; i++) {
        wakeup_call(loop.wakeup, &a);
        once();
        wakeup_call(loop.wakeup, &b);
        expect_str(once(), "a", "what was left in one iteration is called in the next");
        expect_str(once(), "b", "and so is what was left meanwhile");
    }
}
END_TEST

/* ---- Nothing is lost ------------------------------------------------------------------------ */

/* Leaves b as soon as a was taken up. */
static void *thread_calls_b(void *arg)
{
    bool taken;

    do {
        pthread_mutex_lock(&loop.wakeup->lock);
        taken = loop.wakeup->calls.next == &loop.wakeup->calls;
        pthread_mutex_unlock(&loop.wakeup->lock);
    } while (!taken);
    loop_call_soon_threadsafe(&loop, &b);
    return arg;
}

START_TEST(
    take_in_the_right_order) /* X12; the read is interrupted so often that it takes a while */
{
    pthread_t thread;

    if (!fault_supported())
        return;
    handles_begin();
    loop_call_soon_threadsafe(&loop, &a);
    fault_inject("read", EINTR, 1, 300000);
    pthread_create(&thread, NULL, thread_calls_b, NULL);
    iterate(1);
    pthread_join(thread, NULL);
    fault_clear();
    iterate(3);
    expect_str(
        said(), "ab",
        "a call that is left as soon as the ring is empty must not be lost: its byte has to stay "
        "in the pipe, so the pipe is drained before");
}
END_TEST

#define THREADS 3
#define ROUNDS  4000

/* A thread that leaves one call again as soon as it was made. */
struct caller {
    struct handle handle;
    pthread_t thread;
    atomic_int called;
};
static struct caller callers[THREADS];
static int ended, rounds;
static struct timer patience;

static int count_call(void *arg)
{
    struct caller *caller = arg;

    if (atomic_fetch_add(&caller->called, 1) + 1 == rounds && ++ended == THREADS)
        loop_stop(&loop);
    return 0;
}

static void *thread_calls(void *arg)
{
    struct caller *caller = arg;

    for (int i = 0; i < rounds; i++) {
        loop_call_soon_threadsafe(&loop, &caller->handle);
        while (caller->called == i)
            sched_yield();
    }
    return NULL;
}

static int out_of_patience(void *arg)
{
    (void)arg;
    expect_true(
        ended == THREADS,
        "a call that is left while the loop takes up others must not be lost: its byte has to "
        "stay in the pipe, or it has to be taken up with them");
    return 0;
}

START_TEST(take_loses_none) /* X12; real time only if something is lost */
{
    timer_init(&patience, out_of_patience, NULL);
    rounds = slow() > 1 ? 100 : ROUNDS;
    loop_call_later(&loop, &patience, 5 * slow());
    for (int i = 0; i < THREADS; i++)
        handle_init(&callers[i].handle, count_call, &callers[i]);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&callers[i].thread, NULL, thread_calls, &callers[i]);
    expect_error(loop_run_forever(&loop), 0, "a run that was stopped ends well");
    for (int i = 0; i < THREADS; i++)
        pthread_join(callers[i].thread, NULL);
    timer_cancel(&patience);
}
END_TEST

void add_take(Suite *suite)
{
    TCase *tests = executor_exercise(suite, "9.2 wakeup_take", 4, "Taking up what was left");

    tcase_add_test(tests, take_all);
    tcase_add_loop_test(tests, take_drains_the_pipe, 0, 3);
    tcase_add_test(tests, take_when_interrupted);
    tcase_add_test(tests, take_nothing);
    tcase_add_test(tests, take_behind_the_others);
    tcase_add_test(tests, take_again_and_again);
    tcase_add_test(tests, take_in_the_right_order);
    tcase_add_test(tests, take_loses_none);
    add_concurrent(tests);
}
